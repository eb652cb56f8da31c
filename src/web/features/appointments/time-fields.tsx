import { useMemo } from 'react';
import { Checkbox, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useFormats, useWords } from '../../language/spoken.ts';
import type { AppointmentDraft } from './draft.ts';
import { moveStart } from './move-start.ts';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  pair: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  date: { flex: '1 1 160px' },
  time: { flex: '1 1 120px' },
  times: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
  },
  wrong: { margin: 0, color: tokens.colorStatusDangerForeground1 },
});

interface TimeFieldsProps {
  readonly draft: AppointmentDraft;
  readonly onChange: (draft: AppointmentDraft) => void;
  readonly mistake: 'needTime' | 'endBeforeStart' | null;
}

/** All-day, start, end and time zone. Moving the start moves the end along. */
export function TimeFields({ draft, onChange, mistake }: TimeFieldsProps) {
  const styles = useStyles();
  const { appointments } = useWords();
  return (
    <>
      <Checkbox
        label={appointments.allDay}
        checked={draft.allDay}
        onChange={(_, data) => onChange({ ...draft, allDay: data.checked === true })}
      />
      <div className={styles.times}>
        <DateAndTime
          legend={appointments.form.starts}
          labels={[appointments.form.startDate, appointments.form.startTime]}
          date={draft.startDate}
          time={draft.allDay ? null : draft.startTime}
          onChange={(startDate, startTime) =>
            onChange(moveStart(draft, startDate, startTime ?? draft.startTime))
          }
        />
        <DateAndTime
          legend={appointments.form.ends}
          labels={[appointments.form.endDate, appointments.form.endTime]}
          date={draft.endDate}
          time={draft.allDay ? null : draft.endTime}
          onChange={(endDate, endTime) => onChange({ ...draft, endDate, endTime: endTime ?? draft.endTime })}
        />
      </div>
      {mistake !== null && (
        <p className={styles.wrong} role="alert">
          {appointments.form[mistake]}
        </p>
      )}
      {!draft.allDay && (
        <ZoneField value={draft.timeZone} onChange={(timeZone) => onChange({ ...draft, timeZone })} />
      )}
    </>
  );
}

interface DateAndTimeProps {
  readonly legend: string;
  readonly labels: readonly [string, string];
  readonly date: string;
  /** Null: no time is asked for. */
  readonly time: string | null;
  readonly onChange: (date: string, time: string | null) => void;
}

function DateAndTime({ legend, labels, date, time, onChange }: DateAndTimeProps) {
  const styles = useStyles();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.pair}>
        <Input
          className={styles.date}
          type="date"
          aria-label={labels[0]}
          value={date}
          onChange={(_, data) => onChange(data.value, time)}
        />
        {time !== null && (
          <Input
            className={styles.time}
            type="time"
            aria-label={labels[1]}
            value={time}
            onChange={(_, data) => onChange(date, data.value)}
          />
        )}
      </div>
    </fieldset>
  );
}

function ZoneField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}) {
  const { appointments } = useWords();
  const { timeZone } = useFormats();
  const zones = useMemo(() => {
    const known = new Set([
      timeZone,
      ...(value === '' ? [] : [value]),
      'Etc/UTC',
      ...Intl.supportedValuesOf('timeZone'),
    ]);
    return [...known];
  }, [timeZone, value]);
  return (
    <Field label={appointments.form.timeZone}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{appointments.form.floating}</option>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </Select>
    </Field>
  );
}
