import { Checkbox, Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import type { MailboxCollection } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { calendarsOf, toggled } from './choice.ts';
import type { CalendarChoice } from './choice.ts';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  legend: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  label: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  color: {
    width: '14px',
    height: '14px',
    borderRadius: '4px',
    flexShrink: 0,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    forcedColorAdjust: 'none',
  },
  note: { color: tokens.colorNeutralForeground2 },
  wrong: { color: tokens.colorStatusDangerForeground1, margin: 0 },
});

interface CalendarFieldsProps {
  readonly calendars: readonly MailboxCollection[];
  readonly choice: CalendarChoice;
  readonly onChange: (choice: CalendarChoice) => void;
  readonly tried: boolean;
}

/** The account's calendars with their colours, and which one gets new meetings. */
export function CalendarFields({ calendars: collections, choice, onChange, tried }: CalendarFieldsProps) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const calendars = calendarsOf(collections);
  const receivers = calendars.filter(
    (calendar) => calendar.writable && choice.selected.includes(calendar.id),
  );
  if (calendars.length === 0) return <p className={styles.note}>{mailboxes.noCalendars}</p>;
  return (
    <>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{mailboxes.calendars}</legend>
        {calendars.map((calendar) => (
          <Checkbox
            key={calendar.id}
            checked={choice.selected.includes(calendar.id)}
            onChange={(_, data) => onChange(toggled(choice, calendars, calendar.id, data.checked === true))}
            label={
              <span className={styles.label}>
                <span className={styles.color} style={{ backgroundColor: calendar.color ?? 'transparent' }} />
                {calendar.name}
                {!calendar.writable && <span className={styles.note}>({mailboxes.readOnly})</span>}
              </span>
            }
          />
        ))}
        {tried && choice.selected.length === 0 && (
          <p className={styles.wrong} role="alert">
            {mailboxes.chooseOne}
          </p>
        )}
      </fieldset>
      <Field
        label={mailboxes.createIn}
        {...(choice.createIn === null ? { hint: mailboxes.createInNoneHint } : {})}
      >
        <Select
          value={choice.createIn ?? ''}
          onChange={(_, data) => onChange({ ...choice, createIn: data.value === '' ? null : data.value })}
        >
          {receivers.map((calendar) => (
            <option key={calendar.id} value={calendar.id}>
              {calendar.name}
            </option>
          ))}
          <option value="">{mailboxes.createInNone}</option>
        </Select>
      </Field>
    </>
  );
}
