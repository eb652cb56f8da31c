import { useCallback, useMemo, useState } from 'react';
import type { ItemView } from '../../../contract/item.ts';
import { useNotices } from '../../app/notices.ts';
import { useSpoken } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { OfficeProblem } from '../../office/port.ts';
import type { OpenItem } from '../../office/port.ts';
import { writer } from './writer.ts';
import type { Perform } from './writer.ts';
import type { ItemWrite, Outcome } from './writes.ts';

export interface Writes {
  /** Under way for the item of this key, or null. */
  readonly pendingOf: (key: string) => ItemWrite | null;
  /** Grows with each save and each undo for the item of this key: what was looked for until then is done with. */
  readonly roundOf: (key: string) => number;
  readonly perform: Perform;
}

/** The writer of this pane, with words for what it did, and what it is doing. */
export function useWrites(show: (open: OpenItem, view: ItemView | null) => void): Writes {
  const { say } = useNotices();
  const wordsOf = useOutcomeWords();
  const failureOf = useFailureWords();
  const [pending, setPending] = useState<ReadonlyMap<string, ItemWrite>>(new Map());
  const [rounds, setRounds] = useState<ReadonlyMap<string, number>>(new Map());
  const perform = useMemo(() => {
    const onPending = (key: string, write: ItemWrite | null) => {
      if (write?.kind === 'link' || write?.kind === 'undo')
        setRounds((before) => new Map([...before, [key, (before.get(key) ?? 0) + 1]]));
      setPending((before) => {
        const others = [...before].filter(([other]) => other !== key);
        return new Map(write === null ? others : [...others, [key, write]]);
      });
    };
    return writer({ show, say, wordsOf, failureOf, onPending });
  }, [show, say, wordsOf, failureOf]);
  return {
    pendingOf: (key) => pending.get(key) ?? null,
    roundOf: (key) => rounds.get(key) ?? 0,
    perform,
  };
}

function useOutcomeWords(): (write: ItemWrite, outcome: Outcome) => string {
  const { words, formats } = useSpoken();
  const { notices } = words;
  return useCallback(
    ({ kind }, { titles }) => {
      if (kind === 'undo') return notices.undone;
      if (kind === 'mark') return notices.marked;
      if (kind === 'unmark') return notices.unmarked;
      if (kind === 'send') return notices.told;
      if (kind === 'discard') return notices.left;
      if (titles.length === 0) return notices.alreadyLinked;
      return notices[kind === 'link' ? 'linked' : 'unlinked'](formats.list(titles));
    },
    [notices, formats],
  );
}

function useFailureWords(): (error: unknown) => string {
  const { words } = useSpoken();
  const explain = useProblemWords();
  return useCallback(
    (error) => {
      if (error instanceof OfficeProblem && error.call.startsWith('save')) return words.states.officeSave;
      return words.notices.failed(explain(error));
    },
    [words, explain],
  );
}
