import { useState } from 'react';
import { Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { REHEARSAL_OUTCOMES } from '../../../contract/index.ts';
import type { Rehearsal, RehearsalItem } from '../../../contract/index.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Row } from '../../parts/rows.tsx';
import { Empty } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useItemTitle } from '../appointments/use-title.ts';
import { useRehearsalItems } from './use-rehearsal.ts';
import type { ShownOutcome } from './use-rehearsal.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 260px', minWidth: 0, display: 'grid', gap: '2px' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  below: { color: tokens.colorNeutralForeground2 },
  outcome: { flex: '0 1 auto', color: tokens.colorNeutralForeground1 },
  filter: { maxWidth: '420px' },
});

/** What was found, of one outcome or of all. */
export function RehearsalFindings({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const styles = useStyles();
  const { rehearsal: words } = useWords();
  const formats = useFormats();
  const [shown, setShown] = useState<ShownOutcome>(null);
  const list = useRehearsalItems(rehearsal.mailboxId, rehearsal.startedAt ?? '', shown);
  const all = Object.values(rehearsal.totals).reduce((sum, count) => sum + count, 0);
  const option = (value: string, label: string, count: number) => (
    <option key={value} value={value}>
      {words.counted(label, formats.number(count))}
    </option>
  );
  return (
    <Surface title={words.found} text={words.foundText}>
      <Field label={words.filter} className={styles.filter}>
        <Select
          value={shown ?? ''}
          onChange={(_, data) => setShown(data.value === '' ? null : (data.value as ShownOutcome))}
        >
          {option('', words.everything, all)}
          {REHEARSAL_OUTCOMES.flatMap((outcome) => {
            const count = rehearsal.totals[outcome] ?? 0;
            return count === 0 ? [] : [option(outcome, words.outcomes[outcome], count)];
          })}
          {rehearsal.differing > 0 && option('differing', words.differing, rehearsal.differing)}
        </Select>
      </Field>
      <ItemList
        label={words.found}
        list={list}
        row={(item) => <Finding key={item.n} item={item} />}
        empty={<Empty title={words.nothing}>{words.nothingText}</Empty>}
      />
    </Surface>
  );
}

/** One item: what would happen to it, when it is, and why. */
function Finding({ item }: { readonly item: RehearsalItem }) {
  const styles = useStyles();
  const { rehearsal: words } = useWords();
  const formats = useFormats();
  const explain = useSentence();
  const title = useItemTitle()(item);
  const { start, timeZone, allDay, recurring, differences, reason, outcome } = item;
  const when =
    start === null
      ? []
      : [
          formats.shortDay(start.slice(0, 10)),
          ...(allDay ? [] : [`${start.slice(11, 16)}${timeZone === null ? '' : ` (${timeZone})`}`]),
          ...(recurring ? [words.recurring] : []),
        ];
  return (
    <Row>
      <div className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.below}>{when.join(' · ')}</span>
        {differences.length > 0 && (
          <span>{words.differ(formats.list(differences.map((name) => words.fields[name] ?? name)))}</span>
        )}
        {reason !== null && <span>{explain(reason)}</span>}
      </div>
      <span className={styles.outcome}>{words.outcomes[outcome]}</span>
    </Row>
  );
}
