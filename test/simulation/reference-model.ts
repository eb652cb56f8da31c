import { EXCLUDED, isPersonal } from './journal.ts';
import { at, lifeOf } from './life.ts';
import type { Life } from './life.ts';
import { judgeAnswers, judgeInvitations } from './meeting-model.ts';
import type { Evidence, Place, Sighting, Value, Violation } from './journal.ts';

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
 */
export function judge(evidence: Evidence): readonly Violation[] {
  const violations: Violation[] = [];
  for (const [thing, homes] of evidence.homes) {
    const entries = evidence.journal.filter((entry) => entry.thing === thing);
    const life = lifeOf(entries, evidence, evidence.meetings.get(thing)?.organizer ?? null);
    violations.push(...judgePresence(thing, homes, life, evidence));
    const meeting = evidence.meetings.get(thing);
    if (meeting !== undefined) violations.push(...judgeInvitations(thing, meeting, evidence));
    if (revived(thing, life, evidence) || fellApart(thing, homes, life, evidence)) continue;
    violations.push(...judgeFields(thing, homes, life, evidence));
    if (meeting !== undefined) violations.push(...judgeAnswers(thing, meeting, evidence));
  }
  for (const [place, sightings] of Object.entries(evidence.sightings)) {
    for (const { thing, values } of sightings) {
      const foreign = Object.keys(values).filter(
        (field) => isPersonal(field) && !wasWritten(thing, field, evidence),
      );
      for (const field of foreign)
        violations.push({ invariant: 'I4', message: `${field} of thing ${thing} came from elsewhere` });
      const belongs =
        evidence.homes.get(thing)?.includes(place) === true ||
        evidence.meetings.get(thing)?.copies.has(place) === true;
      if (!belongs)
        violations.push({ invariant: 'I2', message: `thing ${thing} has no business in ${place}` });
    }
  }
  return violations;
}

function wasWritten(thing: number, field: string, { journal }: Evidence): boolean {
  return journal.some(
    (entry) =>
      entry.thing === thing &&
      ((entry.type === 'edited' && entry.field === field) ||
        (entry.type === 'created' && field in entry.values)),
  );
}

function judgePresence(thing: number, homes: readonly Place[], life: Life, evidence: Evidence): Violation[] {
  const violations: Violation[] = [];
  // Where nobody can tell deleted from hidden, what was deleted may stay away and the rest may stay. Of several
  // people's copies some may go when another one's edit wins: what is made again is theirs.
  // What one of several people deletes reaches the others by way of the record.
  const ways = homes.length > 2 && life.deletedAt.length > 0 ? [...life.deletedAt, 'crm'] : life.deletedAt;
  const hidden = ways.filter((place) => evidence.places[place]?.provesDeletion === false);
  const mayLack = [...hidden, ...(homes.length > 2 && life.deletedAt.length > 0 ? homes : [])];
  const counts = homes.map((place) => sightingsOf(thing, place, evidence).length);
  for (const [index, place] of homes.entries()) {
    const count = counts[index] ?? 0;
    if (count > 1 && !(place === 'crm' && fellApart(thing, homes, life, evidence)))
      violations.push({ invariant: 'I2', message: `thing ${thing} is there ${count} times in ${place}` });
    if (life.fate === 'there' && count === 0 && !mayLack.includes(place)) {
      violations.push({ invariant: 'I3', message: `thing ${thing} is missing in ${place}` });
    }
    if (life.fate === 'gone' && count > 0 && hidden.length === 0 && !revived(thing, life, evidence)) {
      violations.push({ invariant: 'I3', message: `thing ${thing} was deleted but is in ${place}` });
    }
  }
  const apart = counts.some((count) => count > 0 !== (counts[0] !== 0));
  if (life.fate === 'either' && apart && mayLack.length === 0) {
    violations.push({ invariant: 'I3', message: `thing ${thing} is in some of its places only` });
  }
  return violations;
}

/** A meeting was deleted, but an answer to it that whoever did it can't have seen may have brought it back. */
function revived(thing: number, { fate }: Life, { meetings }: Evidence): boolean {
  return fate === 'gone' && meetings.get(thing)?.replied === true;
}

/**
 * A record of several people was deleted, and more than one of them had a reason to keep it: nobody can hand a record
 * to somebody else, so each makes their own.
 */
function fellApart(thing: number, homes: readonly Place[], life: Life, evidence: Evidence): boolean {
  const records = sightingsOf(thing, 'crm', evidence).length;
  return life.deletedAt.includes('crm') && records > 1 && records < homes.length;
}

function judgeFields(thing: number, homes: readonly Place[], life: Life, evidence: Evidence): Violation[] {
  const violations: Violation[] = [];
  for (const [field, values] of life.written) {
    // The record is the hub: what it can't hold doesn't get from one mailbox to another.
    if (homes.length > 2 && !isPersonal(field) && evidence.places['crm']?.holds(field) === false) continue;
    const last = [...values].filter((value) => !life.supersededBy.has(at(field, value)));
    const due = last.filter((value) => !life.discarded.has(at(field, value)));
    for (const place of homes) {
      const sighting = sightingsOf(thing, place, evidence)[0];
      if (sighting === undefined || evidence.places[place]?.holds(field) === false) continue;
      const value = sighting.values[field];
      if (agrees(field, value, due, values)) continue;
      const wanted = due.length > 0 ? due.join(' and ') : 'anything that was written';
      const message = `${field} of thing ${thing} in ${place} is ${value ?? 'empty'}, not ${wanted}`;
      violations.push({ invariant: 'I4', message });
    }
    if (!isPersonal(field)) violations.push(...judgeAgreement(thing, field, homes, evidence));
  }
  return violations;
}

/**
 * An occurrence that one person took out while another edited it may end either way. What was deleted together with
 * the item that it was written on may be lost: then an earlier value is as good.
 */
function agrees(
  field: string,
  value: Value | undefined,
  due: readonly Value[],
  values: ReadonlySet<Value>,
): boolean {
  if (field.startsWith('occurrence') && due.includes(EXCLUDED))
    return value !== undefined && due.includes(value);
  if (due.length > 0) return due.every((expected) => expected === value);
  return value === undefined ? isOptional(field) : values.has(value);
}

/** Fields that an item may have had no value of before somebody wrote one. */
function isOptional(field: string): boolean {
  return isPersonal(field) || field === 'locations' || field.startsWith('occurrence');
}

function judgeAgreement(
  thing: number,
  field: string,
  homes: readonly Place[],
  evidence: Evidence,
): Violation[] {
  const seen = homes
    .filter((place) => evidence.places[place]?.holds(field) !== false)
    .flatMap((place) => sightingsOf(thing, place, evidence).map(({ values }) => values[field] ?? 'empty'));
  if (new Set(seen).size <= 1) return [];
  return [
    { invariant: 'I4', message: `the places disagree on ${field} of thing ${thing}: ${seen.join(', ')}` },
  ];
}

function sightingsOf(thing: number, place: Place, { sightings }: Evidence): readonly Sighting[] {
  return (sightings[place] ?? []).filter((sighting) => sighting.thing === thing);
}
