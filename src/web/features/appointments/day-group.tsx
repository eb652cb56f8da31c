import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRepeatAllRegular, CalendarEditRegular } from '@fluentui/react-icons';
import type { Occurrence } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { AboveLink, Row, RowLink, Rows } from '../../parts/rows.tsx';
import { spanOf } from './by-day.ts';
import type { Day } from './by-day.ts';
import { today } from './range.ts';
import { SyncSign } from './sync-sign.tsx';
import { useTitle } from './use-title.ts';

const useStyles = makeStyles({
  group: { display: 'grid', gap: tokens.spacingVerticalS },
  heading: {
    margin: 0,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  today: { color: tokens.colorBrandForeground1 },
  time: {
    flex: '0 0 128px',
    '@media (max-width: 480px)': { flexBasis: '100%' },
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  words: { flex: '1 1 0', minWidth: 0, display: 'grid' },
  place: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  cancelled: { textDecoration: 'line-through' },
  marks: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
});

/** One date and its meetings. */
export function DayGroup({ day }: { readonly day: Day }) {
  const styles = useStyles();
  const { appointments } = useWords();
  const formats = useFormats();
  const isToday = day.date === today(formats.timeZone);
  return (
    <section className={styles.group} aria-label={formats.day(day.date)}>
      <h2 className={mergeClasses(styles.heading, isToday && styles.today)}>
        {formats.day(day.date)}
        {isToday && <Badge appearance="tint">{appointments.today}</Badge>}
      </h2>
      <Rows label={formats.day(day.date)}>
        {day.occurrences.map((occurrence) => (
          <OccurrenceRow
            key={`${occurrence.appointmentId} ${occurrence.recurrenceId ?? ''}`}
            occurrence={occurrence}
            date={day.date}
          />
        ))}
      </Rows>
    </section>
  );
}

interface OccurrenceRowProps {
  readonly occurrence: Occurrence;
  readonly date: string;
}

function OccurrenceRow({ occurrence, date }: OccurrenceRowProps) {
  const styles = useStyles();
  const { appointments } = useWords();
  const title = useTitle();
  const { appointmentId, recurrenceId, location, status } = occurrence;
  const at = recurrenceId === null ? '' : `?at=${recurrenceId}`;
  return (
    <Row linked>
      <span className={styles.time}>{useTime(occurrence, date)}</span>
      <div className={styles.words}>
        <span className={status === 'cancelled' ? styles.cancelled : undefined}>
          <RowLink to={`/appointments/${appointmentId}${at}`}>{title(occurrence)}</RowLink>
        </span>
        {location !== '' && <span className={styles.place}>{location}</span>}
      </div>
      <AboveLink>
        <span className={styles.marks}>
          {status !== 'confirmed' && <Badge appearance="outline">{appointments[status]}</Badge>}
          {recurrenceId !== null && <SeriesMark exception={occurrence.exception} />}
          <SyncSign entries={occurrence.synchronisation} />
        </span>
      </AboveLink>
    </Row>
  );
}

function SeriesMark({ exception }: { readonly exception: boolean }) {
  const { appointments } = useWords();
  const label = exception ? appointments.exception : appointments.series;
  const Icon = exception ? CalendarEditRegular : ArrowRepeatAllRegular;
  return <Icon fontSize={20} title={label} aria-label={label} />;
}

/** The part of a meeting that lies on the date, as times. */
function useTime(occurrence: Occurrence, date: string): string {
  const { appointments } = useWords();
  const formats = useFormats();
  if (occurrence.showWithoutTime) return appointments.allDay;
  const { first, last } = spanOf(occurrence, formats.timeZone);
  if (first === last) return formats.timeRange(occurrence.startsAt, occurrence.endsAt);
  if (date === first) return `${formats.time(occurrence.startsAt)} –`;
  return date === last ? `– ${formats.time(occurrence.endsAt)}` : appointments.allDay;
}
