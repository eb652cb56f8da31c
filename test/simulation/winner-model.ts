import { EXCLUDED, isPersonal, NOTHING } from './journal.ts';
import type { Evidence, KeptConflict, Value, Violation } from './journal.ts';

/** What a thing is about: the CRM has the last word. Everything else is when it takes place and with whom. */
const CRMS = ['title', 'description', 'locations', 'priority'];

/**
 * Who wins when two people, one in the CRM and one in a mailbox, write the same field and neither has seen the other's
 * edit: never whoever was later. An occurrence that one of them changed and the other took out stays. Of a meeting that
 * only an attendee's mailbox tells of, nothing is written there: what it tells is right, whatever the field. And who has
 * seen a value and writes another one in its place is in conflict with nobody: the old one can't win; unless nobody had heard
 * yet that it was written there, and nobody can tell any more what was seen.
 */
export function judgeWinners({ conflicts, journal, meetings, oneWay }: Evidence): readonly Violation[] {
  // Where items travel one way only, the side that they come from is right, whatever the field (DESIGN 5.3 decides between two
  // sides that may be written; decision 018: a rule narrows).
  if (oneWay) return [];
  return conflicts
    .filter(({ unresolved }) => !unresolved)
    .filter(({ field, thing }) => !(field !== null && CRMS.includes(field) && meetings.has(thing ?? -1)))
    .filter((conflict) => !isTold(conflict, meetings))
    .flatMap((conflict) => judgeOne(conflict, journal));
}

/**
 * Beside an invitation nothing can be put right in the mailbox (DESIGN 5.12: who is only invited is never written): what it tells of its organiser's calendar, a date that was called
 * off as well, takes the place of what the CRM says, and that is on record.
 */
function isTold({ thing, place }: KeptConflict, meetings: Evidence['meetings']): boolean {
  return place !== null && meetings.get(thing ?? -1)?.copies.has(place) === true;
}

function judgeOne(conflict: KeptConflict, journal: Evidence['journal']): readonly Violation[] {
  const { field, winning, losing, thing } = conflict;
  if (field !== null && (isPersonal(field) || field.startsWith('answer of '))) return [];
  // Of what shows as busy only its owner's calendar tells when it is: nobody else may move or keep a date of it.
  if (thing === null) return [];
  const what = `${field ?? 'an occurrence'} of thing ${String(thing)}`;
  if (field === null && winning.includes(EXCLUDED) && losing.some((value) => value !== EXCLUDED)) {
    return [
      { invariant: 'I4', message: `${what} was edited, and taken out nevertheless: ${losing.join(', ')}` },
    ];
  }
  const old = journal.find(
    (entry) =>
      entry.thing === thing &&
      entry.type === 'edited' &&
      entry.field === field &&
      entry.unheard !== true &&
      entry.again !== true &&
      isReplaced(entry, conflict),
  );
  if (old !== undefined)
    return [
      {
        invariant: 'I4',
        message: `${what}: ${losing.join(', ')} took the place of ${winning.join(', ')}, and lost`,
      },
    ];
  const isUnheard = journal.some(
    (entry) =>
      entry.type === 'edited' &&
      entry.thing === thing &&
      entry.field === field &&
      entry.unheard === true &&
      losing.includes(entry.value),
  );
  if (isUnheard) return [];
  const wroteIn = (values: readonly string[]): ReadonlySet<string> =>
    new Set(
      journal.flatMap((entry) => {
        if (entry.thing !== thing || entry.type !== 'edited') return [];
        const same = field === null ? entry.field.includes('occurrence ') : entry.field === field;
        return same && values.includes(entry.value) ? [entry.place === 'crm' ? 'crm' : 'mailbox'] : [];
      }),
    );
  const [winners, losers] = [wroteIn(winning), wroteIn(losing)];
  if (winners.size !== 1 || losers.size !== 1) return [];
  const due = field !== null && CRMS.includes(field) ? 'crm' : 'mailbox';
  // Where nobody could tell whether a write had happened, what it took the place of is on record: who wrote it had seen that.
  const isReplacing = journal.some(
    (entry) =>
      entry.thing === thing &&
      entry.type === 'edited' &&
      entry.field === field &&
      isReplaced(entry, { ...conflict, winning: losing, losing: winning }),
  );
  const isWrong = !isReplacing && !winners.has(due) && losers.has(due);
  // A cancelled date loses against an edit of it, whoever cancelled it.
  if (!isWrong || losing.includes(EXCLUDED)) return [];
  const message = `${what} is decided by the ${due}, but ${winning.join(', ')} won against ${losing.join(', ')}`;
  return [{ invariant: 'I4', message }];
}

/** Whether somebody who wrote what lost had seen what won. Values that more than one person may have written don't tell. */
function isReplaced(
  { value, seen }: { readonly value: Value; readonly seen: Value | null },
  { winning, losing }: KeptConflict,
): boolean {
  if (seen === null || [value, seen].some((one) => one === EXCLUDED || one === NOTHING)) return false;
  return losing.length === 1 && winning.length === 1 && losing.includes(value) && winning.includes(seen);
}
