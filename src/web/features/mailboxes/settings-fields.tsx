import { Field, Input, Radio, RadioGroup, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../../language/spoken.ts';
import { useUser } from '../session/user-context.ts';
import { parseAddresses, parseDays } from './settings-draft.ts';
import type { SettingsDraft } from './settings-draft.ts';

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
});

interface SettingsFieldsProps {
  readonly draft: SettingsDraft;
  readonly onChange: (draft: SettingsDraft) => void;
}

/** Direction, scope, privacy, time frame, interval and mail policy. */
export function SettingsFields({ draft, onChange }: SettingsFieldsProps) {
  const { mailboxes, rehearsal } = useWords();
  const { role } = useUser();
  return (
    <>
      <Choice
        label={rehearsal.startChoice}
        options={rehearsal.startChoices}
        value={draft.paused ? 'later' : 'now'}
        onChange={(choice) => onChange({ ...draft, paused: choice === 'later' })}
      />
      <Choice
        label={mailboxes.direction}
        options={mailboxes.directions}
        value={draft.direction}
        onChange={(direction) => onChange({ ...draft, direction })}
      />
      <Choice
        label={mailboxes.scope}
        options={mailboxes.scopes}
        value={draft.scope}
        onChange={(scope) => onChange({ ...draft, scope })}
      />
      <Choice
        label={mailboxes.privacy}
        options={mailboxes.privacies}
        value={draft.privacy}
        onChange={(privacy) => onChange({ ...draft, privacy })}
      />
      <WindowFields draft={draft} onChange={onChange} />
      <Choice
        label={mailboxes.existingInMailbox}
        options={mailboxes.existingInMailboxChoices}
        value={draft.existingInMailbox}
        onChange={(existingInMailbox) => onChange({ ...draft, existingInMailbox })}
      />
      <Choice
        label={mailboxes.existingInCrm}
        options={mailboxes.existingInCrmChoices}
        value={draft.existingInCrm}
        onChange={(existingInCrm) => onChange({ ...draft, existingInCrm })}
      />
      <IntervalField draft={draft} onChange={onChange} />
      <Choice
        label={mailboxes.mail}
        options={mailboxes.mails}
        value={draft.mailPolicy}
        onChange={(mailPolicy) => onChange({ ...draft, mailPolicy })}
      />
      {role === 'admin' && <ActingField draft={draft} onChange={onChange} />}
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const names = Object.keys(options) as T[];
  return (
    <Field label={label}>
      <RadioGroup value={value} onChange={(_, data) => onChange(data.value as T)}>
        {names.map((name) => (
          <Radio key={name} value={name} label={options[name]} />
        ))}
      </RadioGroup>
    </Field>
  );
}

function WindowFields({ draft, onChange }: SettingsFieldsProps) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  return (
    <div className={styles.pair}>
      {(['daysBack', 'daysAhead'] as const).map((name) => (
        <Field
          key={name}
          label={mailboxes[name]}
          hint={mailboxes.daysHint}
          {...(parseDays(draft[name]) === undefined ? { validationMessage: mailboxes.daysWrong } : {})}
        >
          <Input
            inputMode="numeric"
            value={draft[name]}
            onChange={(_, data) => onChange({ ...draft, [name]: data.value })}
          />
        </Field>
      ))}
    </div>
  );
}

/** In whose names the owner keeps calendars: administrators say so. */
function ActingField({ draft, onChange }: SettingsFieldsProps) {
  const { mailboxes } = useWords();
  const wrong = parseAddresses(draft.actingFor) === undefined;
  return (
    <Field
      label={mailboxes.actingFor}
      hint={mailboxes.actingForHint}
      {...(wrong ? { validationMessage: mailboxes.actingForWrong } : {})}
    >
      <Input value={draft.actingFor} onChange={(_, data) => onChange({ ...draft, actingFor: data.value })} />
    </Field>
  );
}

function IntervalField({ draft, onChange }: SettingsFieldsProps) {
  const { mailboxes } = useWords();
  const known = Object.keys(mailboxes.intervals).map(Number);
  const offered = known.includes(draft.intervalSeconds) ? known : [draft.intervalSeconds, ...known];
  return (
    <Field label={mailboxes.interval} hint={mailboxes.intervalHint}>
      <Select
        value={String(draft.intervalSeconds)}
        onChange={(_, data) => onChange({ ...draft, intervalSeconds: Number(data.value) })}
      >
        {offered.map((seconds) => (
          <option key={seconds} value={seconds}>
            {mailboxes.intervals[seconds] ?? mailboxes.everySeconds(seconds)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
