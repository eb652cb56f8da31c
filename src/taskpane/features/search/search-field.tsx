import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Input, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import type { RecordHit } from '../../../contract/records.ts';
import { useKeyedState } from '../../app/use-keyed-state.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { HiddenStatus } from '../../parts/hidden-status.tsx';
import { HitList, optionId } from './hit-list.tsx';
import { useRecordSearch } from './use-record-search.ts';
import type { SearchResult } from './use-record-search.ts';
import { useSlashKey } from './use-slash-key.ts';

const useStyles = makeStyles({
  box: { position: 'relative' },
  field: { width: '100%' },
  popup: {
    position: 'absolute',
    zIndex: 10,
    insetInline: 0,
    top: 'calc(100% + 4px)',
    maxHeight: '320px',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  said: { margin: 0, padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
});

interface SearchFieldProps {
  /** What is searched for: the item and the round of linking it. Another one begins with an empty field. */
  readonly about: string;
  readonly isChosen: (hit: RecordHit) => boolean;
  readonly isLinked: (hit: RecordHit) => boolean;
  readonly onPick: (hit: RecordHit) => void;
}

/** Finds any record. "/" puts the cursor here, arrows walk, Enter chooses and keeps the list open, Escape closes it. */
export function SearchField({ about, isChosen, isLinked, onPick }: SearchFieldProps) {
  const styles = useStyles();
  const { search } = useWords();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [text, setText] = useKeyedState(about, '');
  const [wanted, setWanted] = useState(false);
  const result = useRecordSearch(text);
  const [active, setActive] = useKeyedState(`${about} ${text.trim()}`, 0);
  const open = wanted && text.trim() !== '';
  const listed = open && result.hits.length > 0;
  const type = (value: string) => {
    setText(() => value);
    setWanted(true);
  };
  const pick = (hit: RecordHit | undefined) => {
    if (hit !== undefined && !isLinked(hit)) onPick(hit);
  };
  const onKey = useKeys({
    open,
    count: result.hits.length,
    step: (by) => setActive((before) => (before + by + result.hits.length) % result.hits.length),
    show: () => setWanted(true),
    pick: () => pick(result.hits[active]),
    leave: () => (open ? setWanted(false) : setText(() => '')),
  });
  useSlashKey(field);
  useEffect(() => {
    if (open) popup.current?.scrollIntoView({ block: 'nearest' });
  }, [open, result]);
  return (
    <div role="search" className={styles.box}>
      <Input
        input={{ ref: field }}
        className={styles.field}
        contentBefore={<SearchRegular aria-hidden />}
        role="combobox"
        aria-label={search.label}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={listed ? listId : undefined}
        aria-activedescendant={listed ? optionId(listId, active) : undefined}
        placeholder={search.hint}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(_, { value }) => type(value)}
        onKeyDown={onKey}
        onBlur={() => setWanted(false)}
        onClick={() => setWanted(true)}
      />
      {open && (
        <div className={styles.popup} ref={popup} onMouseDown={(event) => event.preventDefault()}>
          {listed ? (
            <HitList
              id={listId}
              hits={result.hits}
              active={active}
              isChosen={isChosen}
              isLinked={isLinked}
              onPick={pick}
            />
          ) : (
            <p className={styles.said}>
              <Said result={result} text={text} />
            </p>
          )}
        </div>
      )}
      <HiddenStatus>{open && result.ready ? <Said result={result} text={text} /> : ''}</HiddenStatus>
    </div>
  );
}

/** How many there are, or why there are none. */
function Said({
  result: { hits, error, ready },
  text,
}: {
  readonly result: SearchResult;
  readonly text: string;
}) {
  const { search } = useWords();
  const explain = useProblemWords();
  if (!ready) return search.searching;
  if (error !== null) return explain(error);
  return hits.length === 0 ? search.nothing(text.trim()) : search.results(hits.length);
}

interface Keys {
  readonly open: boolean;
  readonly count: number;
  readonly step: (by: 1 | -1) => void;
  readonly show: () => void;
  readonly pick: () => void;
  readonly leave: () => void;
}

function useKeys({ open, count, step, show, pick, leave }: Keys) {
  return (event: KeyboardEvent) => {
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (arrow !== undefined) {
      event.preventDefault();
      if (open && count > 0) step(arrow);
      else show();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      pick();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    }
  };
}
