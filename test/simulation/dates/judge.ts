import type { Json } from '../../../src/sync/json.ts';
import type { Violation } from '../journal.ts';
import { isObject } from '../loose-json.ts';
import type { SeenDate } from './calendar.ts';
import { FIELDS, type Deed } from './chronicle.ts';
import type { DateField } from './story.ts';

/** What is judged: what people did, what lies where, and which values the ledger keeps as lost. */
export interface DateEvidence {
  readonly deeds: readonly Deed[];
  readonly mailboxes: readonly SeenDate[];
  readonly records: readonly SeenDate[];
  /** The losing values of conflict records. */
  readonly lost: readonly Json[];
  /** Epoch milliseconds. */
  readonly now: number;
}

const DAY_MS = 86_400_000;
/** The window reaches a year either way. */
export const REACH_MS = 366 * DAY_MS;
/** What happens at its very edges is not judged. */
const EDGE_MS = 3 * DAY_MS;

/** The fields in which nobody ever writes what somebody has written before. */
const TAGGED: readonly DateField[] = ['title', 'description', 'place'];

/**
 * In the window there is one record for each date, and it says the same. Nothing disappeared that no person took away, and
 * nothing that a person wrote was lost without a conflict record.
 */
export function judgeDates(evidence: DateEvidence): readonly Violation[] {
  const { mailboxes, records } = evidence;
  const [there, recorded] = [byKey(mailboxes), byKey(records)];
  const keys = new Set([...there.keys(), ...recorded.keys(), ...evidence.deeds.map(({ key }) => key)]);
  return [...keys].flatMap((key) => {
    const [dates, copies] = [there.get(key) ?? [], recorded.get(key) ?? []];
    // It came back beside its series, and another rule has made the same date there: two appointments, as after a copy.
    if (!isPeoples(key) || (dates.length > 1 && dates.some(({ cameBack }) => cameBack === true))) return [];
    return [
      ...judgeTwins(key, dates, copies),
      ...judgeEnd(key, dates, copies, evidence),
      ...judgeAgreement(key, dates[0], copies[0], evidence),
      ...judgeEdits(key, dates[0] ?? copies[0], evidence),
    ];
  });
}

/** Whether people gave it its UID. */
function isPeoples(key: string): boolean {
  return key.startsWith('thing-');
}

function judgeTwins(
  key: string,
  dates: readonly SeenDate[],
  copies: readonly SeenDate[],
): readonly Violation[] {
  if (dates.length <= 1 && copies.length <= 1) return [];
  const message = `${key} is there ${String(dates.length)} times, and has ${String(copies.length)} records`;
  return [{ invariant: 'I2', message }];
}

/** What nobody took away is there: on the side where it began always, on the other one in the window. */
function judgeEnd(
  key: string,
  dates: readonly SeenDate[],
  copies: readonly SeenDate[],
  { deeds }: DateEvidence,
): readonly Violation[] {
  const own = deeds.filter((deed) => deed.key === key);
  if (own.some(({ after }) => after === null)) return [];
  const madeIn = own.find(({ before }) => before === null)?.place;
  const isLost = madeIn === 'crm' ? copies.length === 0 : madeIn !== undefined && dates.length === 0;
  return isLost ? [{ invariant: 'I3', message: `${key} is gone, and nobody deleted it` }] : [];
}

function judgeAgreement(
  key: string,
  date: SeenDate | undefined,
  copy: SeenDate | undefined,
  { now }: DateEvidence,
): readonly Violation[] {
  const known = [date, copy].filter((one) => one !== undefined);
  // Where one of the two is outside, synchronisation has let go of it.
  if (known.length === 0 || !known.every((one) => isInside(one, now))) return [];
  if (date === undefined || copy === undefined) {
    const message = `${key} is ${date === undefined ? 'recorded, and in no mailbox' : 'in a mailbox, and has no record'}`;
    return [{ invariant: 'I8', message }];
  }
  return FIELDS.filter((field) => date.says[field] !== copy.says[field]).map((field): Violation => {
    const message = `${field} of ${key} is "${date.says[field]}" in its mailbox and "${copy.says[field]}" on its record`;
    return { invariant: 'I4', message };
  });
}

/** A value that nobody replaced who had seen it is there, or is kept as lost. */
function judgeEdits(key: string, date: SeenDate | undefined, evidence: DateEvidence): readonly Violation[] {
  if (date === undefined || !isInside(date, evidence.now)) return [];
  const own = evidence.deeds.filter((deed) => deed.key === key);
  return TAGGED.flatMap((field): Violation[] => {
    const written = own.flatMap(({ before, after }) =>
      after === null || after[field] === before?.[field] ? [] : [after[field]],
    );
    const replaced = own.flatMap(({ before, after }) =>
      before === null || after?.[field] === before[field] ? [] : [before[field]],
    );
    const value = date.says[field];
    const where = `${field} of ${key}`;
    if (!written.includes(value))
      return [{ invariant: 'I4', message: `${where} is "${value}", which nobody wrote` }];
    return written
      .filter((one) => one !== '' && one !== value && !replaced.includes(one))
      .filter((one) => !evidence.lost.some((entry) => mentions(entry, one)))
      .map((one): Violation => ({
        invariant: 'I4',
        message: `${where} is "${value}": "${one}" is lost, and nobody was told`,
      }));
  });
}

function mentions(json: Json, text: string): boolean {
  if (typeof json === 'string') return json === text;
  if (Array.isArray(json)) return (json as readonly Json[]).some((entry) => mentions(entry, text));
  return isObject(json) && Object.values(json).some((entry) => mentions(entry, text));
}

function isInside({ startMs, endMs }: SeenDate, now: number): boolean {
  return startMs < now + REACH_MS - EDGE_MS && endMs > now - REACH_MS + EDGE_MS;
}

function byKey(dates: readonly SeenDate[]): ReadonlyMap<string, readonly SeenDate[]> {
  const groups = new Map<string, SeenDate[]>();
  for (const date of dates) groups.set(date.key, [...(groups.get(date.key) ?? []), date]);
  return groups;
}
