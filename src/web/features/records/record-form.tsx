import { Field, Input, Select, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import type { RecordPath } from '../../api/records.ts';
import { fieldMessage } from '../../api/problems.ts';
import { useWords } from '../../language/spoken.ts';
import { FormFrame } from '../../parts/form-frame.tsx';
import type { FormFrameProps } from '../../parts/form-frame.tsx';
import { Surface } from '../../parts/surface.tsx';
import { mistakesOf } from './draft.ts';
import type { Draft } from './draft.ts';
import { RECORD_FIELDS } from './fields.ts';
import type { RecordField } from './fields.ts';
import { RecordPicker } from './record-picker.tsx';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  wide: { gridColumn: '1 / -1' },
});

interface RecordFormProps extends Omit<FormFrameProps, 'mistaken' | 'children'> {
  readonly path: RecordPath;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** The fields of a record. */
export function RecordForm({ path, draft, onChange, ...frame }: RecordFormProps) {
  const styles = useStyles();
  const { records, common } = useWords();
  const mistakes = mistakesOf(path, draft);
  const message = (field: RecordField, tried: boolean): string | null => {
    const mistake = mistakes[field.name];
    if (tried && mistake !== undefined) return mistake === 'required' ? common.required : records[mistake];
    return fieldMessage(frame.error, field.name);
  };
  return (
    <FormFrame {...frame} mistaken={Object.keys(mistakes).length > 0}>
      {(tried) => (
        <Surface>
          <div className={styles.fields}>
            {RECORD_FIELDS[path].map((field) => (
              <Entry
                key={field.name}
                field={field}
                message={message(field, tried)}
                value={draft[field.name] ?? ''}
                onChange={(value) => onChange({ ...draft, [field.name]: value })}
              />
            ))}
          </div>
        </Surface>
      )}
    </FormFrame>
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
