import { EXCHANGE, zoneAlike, type Holding } from './held-values.ts';
import type { Evidence, JournalEntry, KeptConflict, PlaceFacts, Sighting, Value, Values } from './journal.ts';

/** The value under which those are judged that look the same in an Exchange mailbox. */
export function alikeInExchange(field: string, value: Value): Value {
  return holdingOf(field)?.alike(value) ?? value;
}

/** What is true of an Exchange mailbox in addition to what is true of any. */
export function exchangeFacts({ reduces, ...facts }: PlaceFacts): PlaceFacts {
  return {
    ...facts,
    refusesTangles: true,
    reduces: (field) => reduces(field) || holdingOf(field)?.isLess !== undefined,
    invents: (field, value) => holdingOf(field)?.invents?.(value) ?? false,
  };
}

/** The evidence of a story in which Exchange plays a part: values that look the same there are the same. */
export function asHeld(evidence: Evidence): Evidence {
  return {
    ...evidence,
    journal: evidence.journal.map(heldEntry),
    conflicts: evidence.conflicts.map(heldConflict),
    meetings: new Map(
      [...evidence.meetings].map(([thing, meeting]) => [
        thing,
        { ...meeting, copies: new Map([...meeting.copies].map(([at, all]) => [at, all && heldValues(all)])) },
      ]),
    ),
    sightings: Object.fromEntries(
      Object.entries(evidence.sightings).map(([place, all]) => [place, all.map(heldSighting)]),
    ),
  };
}

function heldEntry(entry: JournalEntry): JournalEntry {
  if (entry.type === 'kept') return entry;
  if (entry.type === 'left') return { ...entry, values: entry.values && heldValues(entry.values) };
  if (entry.type === 'deleted') return { ...entry, seen: heldValues(entry.seen) };
  if (entry.type === 'created')
    return {
      ...entry,
      values: heldValues(entry.values),
      reduced: [...entry.reduced, ...lessIn(entry.values)],
    };
  const { field, value, seen } = entry;
  const alike = (one: Value): Value => alikeInExchange(field, one);
  return { ...entry, value: alike(value), seen: seen === null ? null : alike(seen) };
}

function heldConflict(conflict: KeptConflict): KeptConflict {
  const { field, winning, losing } = conflict;
  if (field === null) return conflict;
  const alike = (values: readonly Value[]): readonly Value[] =>
    values.map((value) => alikeInExchange(field, value));
  return { ...conflict, winning: alike(winning), losing: alike(losing) };
}

function heldSighting(sighting: Sighting): Sighting {
  const { values, reduced, occurrences } = sighting;
  return {
    ...sighting,
    values: heldValues(values),
    reduced: [...reduced, ...lessIn(values)],
    occurrences: occurrences.map((one) => one.replace(/(?<= )\S+(?= )/, zoneAlike)),
  };
}

function heldValues(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, alikeInExchange(field, value)]),
  );
}

function lessIn(values: Values): readonly string[] {
  return Object.entries(values).flatMap(([field, value]) =>
    holdingOf(field)?.isLess?.(value) === true ? [field] : [],
  );
}

function holdingOf(field: string): Holding | undefined {
  return EXCHANGE.find((holding) => holding.field.test(field));
}
