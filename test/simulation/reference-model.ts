import { byThing } from './by-thing.ts';
import { judgeFields, sightingsOf } from './field-model.ts';
import { isPersonal } from './journal.ts';
import { judgeLeft, staysApart } from './left-model.ts';
import { lifeOf } from './life.ts';
import type { Life } from './life.ts';
import { judgeAnswers, judgeInvitations } from './meeting-model.ts';
import { judgeWinners } from './winner-model.ts';
import type { Evidence, JournalEntry, Place, Violation } from './journal.ts';

/**
 * What has to be true in the end, however often the machinery was interrupted. It knows nothing of links, bases,
 * cursors or versions; only what people did, what they saw when they did it, and what is there now:
 *
 * 1. A value is superseded when a person wrote over it having seen it, or when it lost a conflict that is on record.
 * 2. A deletion covers the values that the person saw, and everything those had superseded.
 * 3. A thing is gone iff one deletion covers all that people ever wrote on it, or a meeting's organiser deleted it.
 *    Otherwise the edit has won.
 * 4. What is not gone is there exactly once in every place where it belongs, and every field has the one value that
 *    nothing has superseded.
 * 5. Personal fields are what their owner last made them, and nobody else has them.
 * 6. What somebody left out of their mailbox as "not sent" does not get there, and nobody is told; what somebody used of a
 *    conflict after all has won.
 * 7. Of two edits that knew nothing of each other the one wins that the field is decided by: the organiser's mailbox has
 *    the last word about time and people, the CRM about what it is about.
 */
export function judge(evidence: Evidence): readonly Violation[] {
  const violations: Violation[] = [...judgeWinners(evidence)];
  const stories = byThing(evidence.journal);
  for (const [thing, homes] of evidence.homes) {
    const entries = stories.get(thing) ?? [];
    violations.push(...judgeLeft(thing, entries, evidence));
    if (staysApart(entries)) continue;
    const life = lifeOf(thing, entries, evidence, evidence.meetings.get(thing)?.organizer ?? null);
    violations.push(...judgePresence(thing, homes, life, evidence));
    const meeting = evidence.meetings.get(thing);
    if (meeting !== undefined) violations.push(...judgeInvitations(thing, meeting, evidence));
    if (revived(thing, life, evidence) || fellApart(thing, homes, life, evidence)) continue;
    // With the organiser's copy gone, what is left of a meeting is what an attendee has of it (DESIGN 5.12: the witness).
    if (meeting?.scribbled === true && life.deletedAt.length > 0) continue;
    if (isCutOff(thing, homes, life, evidence)) continue;
    violations.push(...judgeFields(thing, holders(thing, homes, evidence), life, evidence));
    if (meeting !== undefined) violations.push(...judgeAnswers(thing, meeting, evidence));
  }
  for (const [place, sightings] of Object.entries(evidence.sightings)) {
    for (const { thing, values } of sightings) {
      const foreign = Object.keys(values).filter(
        (field) => isPersonal(field) && !wasWritten(field, stories.get(thing) ?? []),
      );
      for (const field of foreign)
        violations.push({
          invariant: 'I4',
          message: `${field} of thing ${String(thing)} came from elsewhere`,
        });
      const belongs =
        evidence.homes.get(thing)?.includes(place) === true ||
        evidence.meetings.get(thing)?.copies.has(place) === true;
      if (!belongs)
        violations.push({ invariant: 'I2', message: `thing ${String(thing)} has no business in ${place}` });
    }
  }
  return violations;
}

/**
 * The record of several people is gone, and nobody can prove that it was deleted: each of their copies stays, and nothing
 * gets from one to another (DESIGN 5.9: no deletion without proof; each mailbox agrees with the record alone). Who has reason to make it
 * again makes it for themselves.
 */
function isCutOff(thing: number, homes: readonly Place[], { deletedAt }: Life, evidence: Evidence): boolean {
  const isUnproven = deletedAt.includes('crm') && evidence.places['crm']?.provesDeletion === false;
  return isUnproven && homes.length > 2 && sightingsOf(thing, 'crm', evidence).length < homes.length - 1;
}

/** Where it can be as it is: what a server refuses is set aside there, and stays as it was (DESIGN 5.10). */
function holders(thing: number, homes: readonly Place[], evidence: Evidence): readonly Place[] {
  if (!sightingsOf(thing, 'crm', evidence).some(({ tangled }) => tangled)) return homes;
  return homes.filter((place) => evidence.places[place]?.refusesTangles !== true);
}

function wasWritten(field: string, entries: readonly JournalEntry[]): boolean {
  return entries.some(
    (entry) =>
      (entry.type === 'edited' && entry.field === field) ||
      (entry.type === 'created' && field in entry.values),
  );
}

function judgePresence(thing: number, homes: readonly Place[], life: Life, evidence: Evidence): Violation[] {
  const violations: Violation[] = [];
  // DESIGN 5.9 (only on a tombstone, or on a direct look that says gone): where nobody can tell deleted from hidden, what was deleted may stay away and the rest may stay. Of several
  // people's copies some may go when another one's edit wins: what is made again is theirs.
  // What one of several people deletes reaches the others by way of the record.
  const ways = homes.length > 2 && life.deletedAt.length > 0 ? [...life.deletedAt, 'crm'] : life.deletedAt;
  const hidden = ways.filter((place) => evidence.places[place]?.provesDeletion === false);
  const mayLack = [...hidden, ...(homes.length > 2 && life.deletedAt.length > 0 ? homes : [])];
  const counts = homes.map((place) => sightingsOf(thing, place, evidence).length);
  for (const [index, place] of homes.entries()) {
    const count = counts[index] ?? 0;
    if (count > 1 && !(place === 'crm' && fellApart(thing, homes, life, evidence)))
      violations.push(tooMany(thing, place, count, evidence));
    if (life.fate === 'there' && count === 0 && !mayLack.includes(place)) {
      violations.push({ invariant: 'I3', message: `thing ${String(thing)} is missing in ${place}` });
    }
    if (life.fate === 'gone' && count > 0 && hidden.length === 0 && !revived(thing, life, evidence)) {
      violations.push({ invariant: 'I3', message: `thing ${String(thing)} was deleted but is in ${place}` });
    }
  }
  const apart = counts.some((count) => count > 0 !== (counts[0] !== 0));
  if (life.fate === 'either' && apart && mayLack.length === 0) {
    violations.push({ invariant: 'I3', message: `thing ${String(thing)} is in some of its places only` });
  }
  return violations;
}

/** A meeting has one record, however many of its mailboxes tell of it; everything else is there once. */
function tooMany(thing: number, place: Place, count: number, { meetings }: Evidence): Violation {
  return place === 'crm' && meetings.has(thing)
    ? { invariant: 'I8', message: `thing ${String(thing)} is one meeting, and has ${String(count)} records` }
    : { invariant: 'I2', message: `thing ${String(thing)} is there ${String(count)} times in ${place}` };
}

/** A meeting was deleted, but an answer to it that whoever did it can't have seen may have brought it back (DESIGN 5.3: the edit wins). */
function revived(thing: number, { fate }: Life, { meetings }: Evidence): boolean {
  return fate === 'gone' && meetings.get(thing)?.replied === true;
}

/**
 * A record of several people was deleted, and more than one of them had a reason to keep it: nobody can hand a record
 * to somebody else, so each makes their own (DESIGN 5.3: the edit wins, in each mailbox for itself).
 */
function fellApart(thing: number, homes: readonly Place[], life: Life, evidence: Evidence): boolean {
  const records = sightingsOf(thing, 'crm', evidence).length;
  return life.deletedAt.includes('crm') && records > 1 && records < homes.length;
}
