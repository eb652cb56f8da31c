import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Field, Input, Select, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import type { RecordPath } from '../../api/records.ts';
import { fieldMessage } from '../../api/problems.ts';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { mistakesOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { RECORD_FIELDS } from './fields.ts';
import type { RecordField } from './fields.ts';
import { RecordPicker } from './record-picker.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  wide: { gridColumn: '1 / -1' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

interface RecordFormProps {
  readonly path: RecordPath;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onSave: () => void;
  readonly pending: boolean;
  /** What the last try to save ended with; conflicts are shown by `conflict` instead. */
  readonly error: unknown;
  readonly conflict?: ReactNode;
  readonly cancelTo: string;
}

/** The fields of a record. */
export function RecordForm({
  path,
  draft,
  onChange,
  onSave,
  pending,
  error,
  conflict,
  cancelTo,
}: RecordFormProps) {
  const styles = useStyles();
  const { records, common } = useWords();
  const [tried, setTried] = useState(false);
  const mistakes = mistakesOf(path, draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes).length === 0 && !pending) onSave();
  };
  const message = (field: RecordField): string | null => {
    const mistake = mistakes[field.name];
    if (tried && mistake !== undefined) return mistake === 'required' ? common.required : records[mistake];
    return fieldMessage(error, field.name);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Surface>
        <div className={styles.fields}>
          {RECORD_FIELDS[path].map((field) => (
            <Entry
              key={field.name}
              field={field}
              message={message(field)}
              value={draft[field.name] ?? ''}
              onChange={(value) => onChange({ ...draft, [field.name]: value })}
            />
          ))}
        </div>
      </Surface>
      {conflict}
      {error !== null && conflict === undefined && <Failure error={error} />}
      <div className={styles.actions}>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
        <Button type="submit" appearance="primary" disabledFocusable={pending}>
          {pending ? common.saving : common.save}
        </Button>
      </div>
    </form>
  );
}

interface EntryProps {
  readonly field: RecordField;
  readonly message: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Entry({ field, message, value, onChange }: EntryProps) {
  const styles = useStyles();
  const { records } = useWords();
  const hint = field.kind === 'emails' || field.kind === 'currency' ? records.hints[field.kind] : null;
  return (
    <Field
      label={records.fields[field.name]}
      required={field.required === true}
      {...(field.kind === 'long' ? { className: styles.wide } : {})}
      {...(hint === null ? {} : { hint })}
      {...(message === null ? {} : { validationMessage: message })}
    >
      {control(field, value, onChange, records.choices)}
    </Field>
  );
}

const INPUT_TYPES = { email: 'email', phone: 'tel', website: 'url', date: 'date' } as const;

function control(
  field: RecordField,
  value: string,
  onChange: (value: string) => void,
  choices: Readonly<Record<string, string>>,
) {
  switch (field.kind) {
    case 'long':
      return (
        <Textarea rows={5} resize="vertical" value={value} onChange={(_, data) => onChange(data.value)} />
      );
    case 'choice':
      return (
        <Select value={value} onChange={(_, data) => onChange(data.value)}>
          {(field.choices ?? []).map((choice) => (
            <option key={choice} value={choice}>
              {choices[choice]}
            </option>
          ))}
        </Select>
      );
    case 'company':
    case 'person':
      return <RecordPicker type={field.kind} value={value} onChange={onChange} />;
    case 'email':
    case 'phone':
    case 'website':
    case 'date':
      return (
        <Input type={INPUT_TYPES[field.kind]} value={value} onChange={(_, data) => onChange(data.value)} />
      );
    default:
      return <Input maxLength={500} value={value} onChange={(_, data) => onChange(data.value)} />;
  }
}
