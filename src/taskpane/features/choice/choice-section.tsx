import { makeStyles, tokens } from '@fluentui/react-components';
import type { ItemView, RecordRef } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-sentence.ts';
import { Bone } from '../../parts/bones.tsx';
import { Section } from '../../parts/section.tsx';
import { SearchField } from '../search/search-field.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { is } from './use-choice.ts';
import type { Choice } from './use-choice.ts';
import type { Dismissals } from './use-dismissals.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: '2px',
    listStyleType: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0 0`,
  },
  bones: { display: 'grid', gap: '6px', padding: `${tokens.spacingVerticalSNudge} 0` },
  text: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface ChoiceSectionProps {
  readonly itemKey: string;
  /** Another one begins with an empty search. */
  readonly round: number;
  /** Null: not known yet. */
  readonly view: ItemView | null;
  readonly choice: Choice;
  readonly dismissals: Dismissals;
  /** A mail that is being written: there is nothing to link yet. */
  readonly draft: boolean;
  /** While a save is under way. */
  readonly disabled: boolean;
}

/** What the item may be linked with: the search over everything, what was found by it, and what Liaison suggests. */
export function ChoiceSection(props: ChoiceSectionProps) {
  const { itemKey, round, view, choice, draft } = props;
  const styles = useStyles();
  const { suggestions: words } = useWords();
  const isLinked = (record: RecordRef) => view?.links.some(is(record)) ?? false;
  return (
    <Section title={draft ? words.group : words.title} busy={view === null}>
      {draft ? (
        <p className={styles.text}>{words.draft}</p>
      ) : (
        <SearchField
          about={`${itemKey} ${round}`}
          isChosen={choice.has}
          isLinked={isLinked}
          onPick={choice.toggle}
        />
      )}
      {view === null ? <RowsLoading /> : <Rows {...props} view={view} />}
    </Section>
  );
}

function Rows({
  view,
  choice,
  dismissals,
  draft,
  disabled,
}: ChoiceSectionProps & { readonly view: ItemView }) {
  const styles = useStyles();
  const { suggestions: words } = useWords();
  const say = useSentence();
  const suggested = view.suggestions.filter(({ record }) => !dismissals.isDismissed(record));
  const found = choice.records.filter((hit) => !suggested.some(({ record }) => is(hit)(record)));
  if (suggested.length === 0 && found.length === 0) {
    return <p className={styles.text}>{view.links.length > 0 ? words.noneLeft : words.none}</p>;
  }
  return (
    <ul className={styles.list} aria-label={words.group}>
      {found.map((hit) => (
        <ChoiceRow
          key={`${hit.recordType}/${hit.id}`}
          record={hit}
          why={words.found}
          chosen
          disabled={disabled}
          onToggle={() => choice.toggle(hit)}
          onDismiss={null}
        />
      ))}
      {suggested.map(({ record, reasons }) => (
        <ChoiceRow
          key={`${record.recordType}/${record.id}`}
          record={record}
          why={reasons.map(say).join(' ')}
          chosen={choice.has(record)}
          disabled={disabled}
          onToggle={draft ? null : () => choice.toggle(record)}
          onDismiss={() => {
            choice.clear([record]);
            dismissals.dismiss(record);
          }}
        />
      ))}
    </ul>
  );
}

function RowsLoading() {
  const styles = useStyles();
  return [0, 1, 2].map((row) => (
    <div key={row} className={styles.bones}>
      <Bone width="55%" height="14px" />
      <Bone width="35%" height="12px" />
      <Bone width="85%" height="12px" />
    </div>
  ));
}
