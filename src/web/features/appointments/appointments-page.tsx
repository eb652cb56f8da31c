import { Input, Select, Switch, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AddRegular, SearchRegular } from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { byDay } from './by-day.ts';
import { DayGroup } from './day-group.tsx';
import { RangeBar } from './range-bar.tsx';
import { rangeOf } from './range.ts';
import { useOccurrences } from './use-appointments.ts';
import { useRange } from './use-range.ts';
import { useTitle } from './use-title.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  filter: { flex: '1 1 200px', minWidth: 0, maxWidth: '320px' },
  days: { display: 'grid', gap: tokens.spacingVerticalXL },
  stale: { opacity: 0.6 },
});

/** The meetings of a week or month, day by day. */
export function AppointmentsPage() {
  const styles = useStyles();
  const { appointments } = useWords();
  const view = useRange();
  const range = rangeOf(view.days, view.timeZone);
  const { data, error, isPlaceholderData, refetch } = useOccurrences(range, view.userId);
  const title = useTitle();
  const wanted = view.text.trim().toLocaleLowerCase();
  const shown = (data?.items ?? []).filter((each) =>
    `${title(each)} ${each.location}`.toLocaleLowerCase().includes(wanted),
  );
  const days = byDay(shown, view.days, view.timeZone);
  const create = (
    <LinkButton to={`/appointments/new?date=${view.date}`} appearance="primary" icon={<AddRegular />}>
      {appointments.create}
    </LinkButton>
  );
  return (
    <Page title={appointments.title} actions={create}>
      <RangeBar view={view} />
      <Filters view={view} />
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={6} height={64} />}
      {data?.truncated === true && <p role="status">{appointments.truncated}</p>}
      {data !== undefined && days.length === 0 && !isPlaceholderData && (
        <NoMeetings searching={wanted !== ''} />
      )}
      <div
        className={mergeClasses(styles.days, isPlaceholderData && styles.stale)}
        aria-busy={isPlaceholderData}
      >
        {days.map((day) => (
          <DayGroup key={day.date} day={day} />
        ))}
      </div>
    </Page>
  );
}

function Filters({ view }: { readonly view: ReturnType<typeof useRange> }) {
  const styles = useStyles();
  const { appointments } = useWords();
  return (
    <div className={styles.bar}>
      <Input
        className={styles.filter}
        type="search"
        aria-label={appointments.filter}
        placeholder={appointments.filter}
        contentBefore={<SearchRegular />}
        value={view.text}
        onChange={(_, data) => view.change({ q: data.value })}
      />
      <Select
        aria-label={appointments.span}
        value={view.span}
        onChange={(_, data) => view.change({ span: data.value })}
      >
        <option value="week">{appointments.spans.week}</option>
        <option value="month">{appointments.spans.month}</option>
      </Select>
      <Switch
        label={appointments.mine}
        checked={view.userId !== null}
        onChange={(_, data) => view.change({ whose: data.checked ? '' : 'all' })}
      />
    </div>
  );
}

function NoMeetings({ searching }: { readonly searching: boolean }) {
  const { appointments } = useWords();
  if (searching) return <Empty title={appointments.noMatch}>{appointments.noMatchText}</Empty>;
  return <Empty title={appointments.emptyTitle}>{appointments.emptyText}</Empty>;
}
