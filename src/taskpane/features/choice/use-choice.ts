import { useCallback } from 'react';
import type { RecordHit, RecordRef } from '../../../contract/index.ts';
import { useKeyedState } from '../../app/use-keyed-state.ts';

/** The records that are ticked for one item, in the order of ticking. */
export interface Choice {
  readonly records: readonly RecordHit[];
  readonly has: (record: RecordRef) => boolean;
  readonly toggle: (record: RecordHit) => void;
  /** Takes these out again; all of them without a list. */
  readonly clear: (records?: readonly RecordRef[]) => void;
}

const NONE: readonly RecordHit[] = [];

/** What is ticked belongs to the item of this key: another one begins with nothing. */
export function useChoice(itemKey: string): Choice {
  const [records, change] = useKeyedState(itemKey, NONE);
  const has = useCallback((record: RecordRef) => records.some(is(record)), [records]);
  const toggle = useCallback(
    (record: RecordHit) =>
      change((before) =>
        before.some(is(record)) ? before.filter((each) => !is(record)(each)) : [...before, record],
      ),
    [change],
  );
  const clear = useCallback(
    (done?: readonly RecordRef[]) =>
      change((before) =>
        done === undefined ? NONE : before.filter((each) => !done.some((other) => is(each)(other))),
      ),
    [change],
  );
  return { records, has, toggle, clear };
}

/** Whether it is the same record. */
export function is(record: RecordRef): (other: RecordRef) => boolean {
  return (other) => other.recordType === record.recordType && other.id === record.id;
}
