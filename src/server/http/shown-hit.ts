import type { RecordHit } from '../../contract/index.ts';
import type { RecordHit as StoredHit } from '../storage/records/search.ts';

/** A hit as the contract has it. What tells appointments apart is stored as the local date of their start. */
export function shownHit(hit: StoredHit, urlOf: (recordType: string, id: string) => string): RecordHit {
  const { recordType, id, subtitle } = hit;
  const dated = recordType === 'appointment' && subtitle !== '';
  return { ...hit, url: urlOf(recordType, id), ...(dated && { date: subtitle }) };
}
