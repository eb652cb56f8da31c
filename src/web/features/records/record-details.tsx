import type { ReactNode } from 'react';
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { RecordPath } from '../../api/records.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { RECORD_FIELDS, valueOf } from './fields.ts';
import type { AnyRecord, RecordField } from './fields.ts';
import { useRecord } from './use-records.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    margin: 0,
  },
  wide: { gridColumn: '1 / -1' },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, whiteSpace: 'pre-wrap' },
});

interface DetailsProps {
  readonly path: RecordPath;
  readonly record: AnyRecord;
}

/** What is known of a record; what is empty is left out. */
export function RecordDetails({ path, record }: DetailsProps) {
  const styles = useStyles();
  const { records } = useWords();
  const shown = RECORD_FIELDS[path].filter(
    (field) => field.name !== 'name' && isSet(valueOf(record, field.name)),
  );
  return (
    <Surface title={records.details} {...(shown.length === 0 ? { text: records.noDetails } : {})}>
      {shown.length > 0 && (
        <dl className={styles.facts}>
          {shown.map((field) => (
            <div key={field.name} {...(field.kind === 'long' ? { className: styles.wide } : {})}>
              <dt className={styles.name}>{records.fields[field.name]}</dt>
              <dd className={styles.value}>
                <Value field={field} record={record} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Surface>
  );
}

function isSet(value: unknown): boolean {
  return (
    value !== '' && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
  );
}

function Value({ field, record }: { readonly field: RecordField; readonly record: AnyRecord }): ReactNode {
  const { records } = useWords();
  const formats = useFormats();
  const value = valueOf(record, field.name);
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'email':
    case 'emails':
      return (Array.isArray(value) ? (value as string[]) : [text]).map((address) => (
        <div key={address}>
          <Link href={`mailto:${address}`}>{address}</Link>
        </div>
      ));
    case 'phone':
      return <Link href={`tel:${text.replace(/[^+\d]/g, '')}`}>{text}</Link>;
    case 'website':
      return <Website text={text} />;
    case 'choice':
      return records.choices[text as 'open'];
    case 'amount':
      return typeof value === 'number' ? formats.number(value) : '';
    case 'date':
      return formats.shortDay(text);
    case 'company':
      return <Reference path="companies" id={text} />;
    case 'person':
      return <Reference path="persons" id={text} />;
    default:
      return text;
  }
}

/** A link only where it is an address of the web; anything else (javascript:) stays text. */
function Website({ text }: { readonly text: string }) {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!/^[^\s:/]+(\.[^\s:/]+)+(:\d+)?(\/\S*)?$/.test(address.replace(/^https?:\/\//i, ''))) return text;
  return (
    <Link href={address} target="_blank" rel="noreferrer">
      {text}
    </Link>
  );
}

function Reference({ path, id }: { readonly path: 'companies' | 'persons'; readonly id: string }) {
  const { records, common } = useWords();
  const { data, isPending } = useRecord(path, id);
  if (data === undefined) return isPending ? '…' : common.notFoundText;
  return <TextLink to={`/${path}/${id}`}>{data.value.name || records.untitled}</TextLink>;
}
