import { useEffect, useState } from 'react';
import type { RecordHit } from '../../../contract/records.ts';
import { usePane } from '../../app/pane-context.ts';

/** What a search has found so far. `ready`: the answer to exactly this text is there. */
export interface SearchResult {
  readonly hits: readonly RecordHit[];
  readonly error: unknown;
  readonly ready: boolean;
}

/** A pause in typing, in milliseconds. */
const PAUSE = 200;
const NOTHING: SearchResult = { hits: [], error: null, ready: false };

/** Records of all types that match what is being typed, asked for when the typing pauses. Never hits of another text. */
export function useRecordSearch(text: string): SearchResult {
  const { api } = usePane();
  const wanted = text.trim();
  const [found, setFound] = useState({ text: '', result: NOTHING });
  useEffect(() => {
    if (wanted === '') return;
    const obsolete = new AbortController();
    const { signal } = obsolete;
    const finish = (result: Omit<SearchResult, 'ready'>) => {
      if (!signal.aborted) setFound({ text: wanted, result: { ...result, ready: true } });
    };
    const timer = setTimeout(() => {
      api.searchRecords(wanted, [], signal).then(
        ({ items }) => finish({ hits: items, error: null }),
        (error: unknown) => finish({ hits: [], error }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      obsolete.abort();
    };
  }, [api, wanted]);
  return found.text === wanted && wanted !== '' ? found.result : NOTHING;
}
