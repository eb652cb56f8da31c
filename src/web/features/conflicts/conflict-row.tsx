import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Conflict } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Row } from '../../parts/rows.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useFieldWords } from '../appointments/use-field-words.ts';
import { plainAddress } from '../appointments/attendees.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 260px', minWidth: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  title: { fontWeight: tokens.fontWeightSemibold },
  values: { margin: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  value: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  side: { color: tokens.colorNeutralForeground2, flex: '0 0 88px' },
  text: {
    margin: 0,
    flex: '1 1 180px',
    minWidth: 0,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    maxHeight: '8lh',
    overflowY: 'auto',
  },
  below: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ConflictRowProps {
  readonly conflict: Conflict;
  /** On the page of its appointment the title would only repeat the heading. */
  readonly titled: boolean;
  /** Whose mailbox it happened in, where that isn't plain. */
  readonly where?: string;
  readonly pending: boolean;
  readonly decide: (decision: 'use-other' | 'dismiss') => void;
}

/** One conflict: what both sides had, whose value prevailed, and what can be made of it. */
export function ConflictRow({ conflict, titled, where, pending, decide }: ConflictRowProps) {
  const styles = useStyles();
  const { conflicts } = useWords();
  const formats = useFormats();
  const itemTitle = useItemTitle();
  const { label } = useFieldWords();
  const { appointmentId, recurrenceId, participant, values, kept } = conflict;
  const title = itemTitle(conflict);
  const about = [
    label(conflict.field),
    ...(recurrenceId === null ? [] : [formats.shortDay(recurrenceId.slice(0, 10))]),
    ...(participant === null ? [] : [plainAddress(participant)]),
  ].join(', ');
  const below = [conflicts.kept[kept], where, formats.moment(conflict.at)];
  return (
    <Row>
      <div className={styles.words}>
        {titled && (
          <span className={styles.title}>
            {appointmentId === null ? (
              title
            ) : (
              <TextLink to={`/appointments/${appointmentId}`}>{title}</TextLink>
            )}
          </span>
        )}
        <span>{about}</span>
        {values !== null && <Values conflict={conflict} values={values} />}
        <span className={styles.below}>{below.filter((part) => part !== undefined).join(' · ')}</span>
      </div>
      {values !== null && (
        <div className={styles.actions}>
          {(conflict.usable ? (['use-other', 'dismiss'] as const) : (['dismiss'] as const)).map(
            (decision) => {
              const words = decision === 'dismiss' ? conflicts.dismiss : conflicts.use[kept];
              return (
                <Button
                  key={decision}
                  aria-label={`${words}: ${title}, ${about}`}
                  disabledFocusable={pending}
                  onClick={() => decide(decision)}
                >
                  {words}
                </Button>
              );
            },
          )}
        </div>
      )}
    </Row>
  );
}

interface ValuesProps {
  readonly conflict: Conflict;
  readonly values: NonNullable<Conflict['values']>;
}

function Values({ conflict, values }: ValuesProps) {
  const styles = useStyles();
  const { conflicts } = useWords();
  const { text } = useFieldWords();
  return (
    <dl className={styles.values}>
      {(['crm', 'mailbox'] as const).map((side) => (
        <div key={side} className={styles.value}>
          <dt className={styles.side}>{conflicts.sides[side]}</dt>
          {/* A long text scrolls, so that one must be able to reach it by keyboard. */}
          <dd className={styles.text} tabIndex={isLong(values[side]) ? 0 : undefined}>
            {text(conflict.field, values[side])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > 200;
}
