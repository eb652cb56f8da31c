import type { ReactNode } from 'react';
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import type { Appointment } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { exceptionsOf } from './occurrence.ts';
import { addDays, lengthOf, localAt, startsAt, zoneOf } from './times.ts';
import { useRuleWords } from './use-rule-words.ts';

const useStyles = makeStyles({
  facts: { display: 'grid', gap: tokens.spacingVerticalL, margin: 0 },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, whiteSpace: 'pre-wrap' },
  below: { color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', gap: tokens.spacingHorizontalS },
});

interface FactsProps {
  readonly shown: Appointment;
  readonly series: Appointment;
  readonly at: string | null;
}

/** When, where, how often, and what it is about. */
export function AppointmentFacts({ shown, series, at }: FactsProps) {
  const styles = useStyles();
  const { appointments } = useWords();
  const places = Object.values(shown.locations ?? {}).map((place) => place.name);
  const meetings = Object.values(shown.virtualLocations ?? {}).map((place) => place.uri);
  return (
    <Surface>
      {shown.status !== undefined && shown.status !== 'confirmed' && (
        <div className={styles.badges}>
          <Badge appearance="outline">{appointments[shown.status]}</Badge>
        </div>
      )}
      <dl className={styles.facts}>
        <Fact name={appointments.when}>
          <When shown={shown} />
        </Fact>
        {at !== null && (
          <Fact name={appointments.occurrence}>
            <TextLink to={`/appointments/${series.id}`}>{appointments.wholeSeries}</TextLink>
          </Fact>
        )}
        {(series.recurrenceRules ?? []).length > 0 && (
          <Fact name={appointments.repeats}>
            <Repeats series={series} />
          </Fact>
        )}
        {places.length > 0 && <Fact name={appointments.where}>{places.join('\n')}</Fact>}
        {meetings.length > 0 && (
          <Fact name={appointments.online}>{meetings.map((uri) => onlineLink(uri))}</Fact>
        )}
        {shown.description !== undefined && shown.description !== '' && (
          <Fact name={appointments.description}>{shown.description}</Fact>
        )}
      </dl>
    </Surface>
  );
}

/** A link only to web addresses; anything else stays text. */
function onlineLink(uri: string): ReactNode {
  if (!/^https?:\/\//i.test(uri)) return <div key={uri}>{uri}</div>;
  return (
    <div key={uri}>
      <a href={uri} target="_blank" rel="noreferrer" style={{ color: tokens.colorBrandForegroundLink }}>
        {uri}
      </a>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

function When({ shown }: { readonly shown: Appointment }) {
  const styles = useStyles();
  const { appointments } = useWords();
  const formats = useFormats();
  const starts = startsAt(shown, formats.timeZone);
  const ends = starts + lengthOf(shown.duration);
  if (shown.showWithoutTime === true) {
    const first = shown.start.slice(0, 10);
    const days = Math.max(1, Math.round(lengthOf(shown.duration) / 86_400_000));
    const text = days === 1 ? formats.day(first) : formats.dayRange(first, addDays(first, days - 1));
    return <>{`${text}, ${appointments.allDay}`}</>;
  }
  const zone = zoneOf(shown, formats.timeZone);
  const elsewhere = localAt(starts, zone) !== localAt(starts, formats.timeZone);
  const oneDay =
    localAt(starts, formats.timeZone).slice(0, 10) === localAt(ends, formats.timeZone).slice(0, 10);
  const day = formats.day(localAt(starts, formats.timeZone).slice(0, 10));
  return (
    <>
      {oneDay
        ? `${day}, ${formats.timeRange(starts, ends)}`
        : `${formats.moment(starts)} – ${formats.moment(ends)}`}
      {elsewhere && (
        <div className={styles.below}>
          {appointments.inZone(formats.timeIn(starts, zone), zone.replaceAll('_', ' '))}
        </div>
      )}
    </>
  );
}

function Repeats({ series }: { readonly series: Appointment }) {
  const styles = useStyles();
  const { appointments } = useWords();
  const ruleWords = useRuleWords();
  const { cancelled, changed } = exceptionsOf(series);
  const notes = [
    ...(changed > 0 ? [appointments.changedDates(changed)] : []),
    ...(cancelled > 0 ? [appointments.cancelledDates(cancelled)] : []),
  ];
  return (
    <>
      {(series.recurrenceRules ?? []).map((rule) => ruleWords(rule)).join('\n')}
      {notes.length > 0 && <div className={styles.below}>{notes.join(' ')}</div>}
    </>
  );
}
