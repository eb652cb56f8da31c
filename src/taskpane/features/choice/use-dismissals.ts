import { useMemo, useState } from 'react';
import type { RecordHit, RecordRef } from '../../../contract/index.ts';
import { useNotices } from '../../app/notices.ts';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { is } from './use-choice.ts';

export interface Dismissals {
  readonly isDismissed: (record: RecordRef) => boolean;
  /** Never suggests the record again; it is gone at once, and back if the server refuses. */
  readonly dismiss: (record: RecordHit) => void;
}

/** The records that the user does not want to be suggested, as far as they said so in this pane. They hold for all items. */
export function useDismissals(): Dismissals {
  const { api } = usePane();
  const { say } = useNotices();
  const { notices } = useWords();
  const explain = useProblemWords();
  const [dismissed, setDismissed] = useState<readonly RecordRef[]>([]);
  const set = useMemo(() => {
    const put = (record: RecordHit, on: boolean) =>
      setDismissed((before) => [...before.filter((each) => !is(record)(each)), ...(on ? [record] : [])]);
    const run = async (record: RecordHit, wanted: boolean): Promise<void> => {
      put(record, wanted);
      try {
        await api.dismiss(record, wanted);
        const text = (wanted ? notices.dismissed : notices.suggestedAgain)(record.title);
        const undo = wanted ? { undo: () => void run(record, false) } : {};
        say({ tone: 'done', text, about: null, ...undo });
      } catch (error) {
        put(record, !wanted);
        const text = notices.failed(explain(error));
        say({ tone: 'failed', text, about: null, retry: () => void run(record, wanted) });
      }
    };
    return run;
  }, [api, say, notices, explain]);
  return {
    isDismissed: (record) => dismissed.some(is(record)),
    dismiss: (record) => void set(record, true),
  };
}
