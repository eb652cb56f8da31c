import { Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpoken } from '../language/language.tsx';
import { addDays, dateOf, dateText, dayOf, timeOn, timeText } from './days.ts';
import { withTimes } from './meeting-fields.ts';
import type { MeetingFields } from './meeting-fields.ts';

const useStyles = makeStyles({
  times: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
});

/** When a meeting is. Moving its start takes the end along. */
export function TimeFields({
  fields,
  edit,
  problem,
}: {
  readonly fields: MeetingFields;
  readonly edit: (edits: Partial<MeetingFields>) => void;
  readonly problem: string | null;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const { start, end, isAllDay } = fields;
  // Whole days end at midnight; people name the last of them.
  const lastDay = isAllDay ? addDays(end, -1) : end;
  const set = (which: 'start' | 'end', at: number): void => {
    if (!Number.isNaN(at)) edit(withTimes(fields, { [which]: at }));
  };
  const onDay = (which: 'start' | 'end', text: string): void => {
    const day = dateOf(text);
    const before = which === 'start' ? start : end;
    set(which, isAllDay ? (which === 'end' ? addDays(day, 1) : day) : timeOn(day, timeText(before)));
  };
  return (
    <div className={styles.times}>
      <Field label={words.meeting.start}>
        <Input
          type="date"
          value={dateText(start)}
          onChange={(_event, { value }) => {
            onDay('start', value);
          }}
        />
      </Field>
      {!isAllDay && (
        <Field label={words.meeting.startTime}>
          <Input
            type="time"
            value={timeText(start)}
            onChange={(_event, { value }) => {
              set('start', timeOn(dayOf(start), value));
            }}
          />
        </Field>
      )}
      <Field label={words.meeting.end} {...(problem === null ? {} : { validationMessage: problem })}>
        <Input
          type="date"
          value={dateText(lastDay)}
          onChange={(_event, { value }) => {
            onDay('end', value);
          }}
        />
      </Field>
      {!isAllDay && (
        <Field label={words.meeting.endTime}>
          <Input
            type="time"
            value={timeText(end)}
            onChange={(_event, { value }) => {
              set('end', timeOn(dayOf(end), value));
            }}
          />
        </Field>
      )}
      <Switch
        label={words.meeting.allDay}
        checked={isAllDay}
        onChange={(_event, { checked }) => {
          edit(withTimes(fields, { isAllDay: checked }));
        }}
      />
    </div>
  );
}
