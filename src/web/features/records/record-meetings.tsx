import { useMemo, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRepeatAllRegular } from '@fluentui/react-icons';
import type { Appointment } from '../../../contract/index.ts';
import type { RecordPath } from '../../api/records.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Row, RowLink, Rows } from '../../parts/rows.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { lastsUntil, startsAt } from '../appointments/times.ts';
import { useRuleWords } from '../appointments/use-rule-words.ts';
import { useTitle } from '../appointments/use-title.ts';
import { useRecordMeetings } from './use-records.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
  when: { flex: '0 0 200px', color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  title: { flex: '1 1 200px', minWidth: 0 },
  series: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
});

/** The meetings that are linked with a record: what comes, soonest first, and what was, latest first. */
export function RecordMeetings({ path, id }: { readonly path: RecordPath; readonly id: string }) {
  const { records, common } = useWords();
  const { timeZone } = useFormats();
  const list = useRecordMeetings(path, id);
  const [now] = useState(Date.now);
  const { upcoming, past } = useMemo(() => {
    const all = (list.data?.pages.flatMap((page) => page.items) ?? []).map((meeting) => ({
      meeting,
      starts: startsAt(meeting, timeZone),
      ends: lastsUntil(meeting, timeZone),
    }));
    return {
      upcoming: all.filter(({ ends }) => ends >= now).sort((a, b) => a.starts - b.starts),
      past: all.filter(({ ends }) => ends < now).sort((a, b) => b.starts - a.starts),
    };
  }, [list.data, timeZone, now]);
  const empty = list.data !== undefined && upcoming.length + past.length === 0;
  return (
    <Surface title={records.meetings} {...(empty ? { text: records.noMeetings } : {})}>
      {list.isPending && <Loading lines={3} />}
      {list.error !== null && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data !== undefined && !empty && (
        <>
          <Part
            title={records.upcoming}
            none={records.noUpcoming}
            meetings={upcoming.map(({ meeting }) => meeting)}
          />
          <Part title={records.past} none={records.noPast} meetings={past.map(({ meeting }) => meeting)} />
        </>
      )}
      {list.hasNextPage && (
        <div>
          <Button disabledFocusable={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {common.more}
          </Button>
        </div>
      )}
    </Surface>
  );
}

interface PartProps {
  readonly title: string;
  readonly none: string;
  readonly meetings: readonly Appointment[];
}

function Part({ title, none, meetings }: PartProps) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{title}</h3>
      {meetings.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <Rows label={title}>
          {meetings.map((meeting) => (
            <MeetingRow key={meeting.id} meeting={meeting} />
          ))}
        </Rows>
      )}
    </div>
  );
}

function MeetingRow({ meeting }: { readonly meeting: Appointment }) {
  const styles = useStyles();
  const title = useTitle();
  const formats = useFormats();
  const ruleWords = useRuleWords();
  const rule = meeting.recurrenceRules?.[0];
  const when = meeting.showWithoutTime
    ? formats.shortDay(meeting.start.slice(0, 10))
    : formats.moment(startsAt(meeting, formats.timeZone));
  return (
    <Row linked>
      <span className={styles.when}>{when}</span>
      <div className={styles.title}>
        <RowLink to={`/appointments/${meeting.id}`}>{title(meeting)}</RowLink>
      </div>
      {rule !== undefined && (
        <span className={styles.series}>
          <ArrowRepeatAllRegular aria-hidden /> {ruleWords(rule)}
        </span>
      )}
    </Row>
  );
}
