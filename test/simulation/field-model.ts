import { byThing } from './by-thing.ts';
import { EXCLUDED, isPersonal, NOTHING } from './journal.ts';
import type { Evidence, Place, Sighting, Value, Violation } from './journal.ts';
import { at, type Life, type Unsettled } from './life.ts';
import { remembered } from './remembered.ts';

/** Every field of a thing that is there has the value that nothing has superseded, in full, and nothing else is on it. */
export function judgeFields(
  thing: number,
  homes: readonly Place[],
  life: Life,
  evidence: Evidence,
): readonly Violation[] {
  const violations: Violation[] = [];
  for (const [field, values] of life.written) {
    // The record is the hub: what it can't hold doesn't get from one mailbox to another.
    if (homes.length > 2 && !isPersonal(field) && evidence.places['crm']?.holds(field) === false) continue;
    const last = [...values].filter((value) => !life.supersededBy.has(at(field, value)));
    const due = last.filter((value) => !life.discarded.has(at(field, value)));
    const unsettled = unsettledOf(field, life);
    for (const place of homes) {
      const sighting = sightingsOf(thing, place, evidence)[0];
      if (sighting === undefined || evidence.places[place]?.holds(field) === false) continue;
      violations.push(
        ...judgeField(
          { thing, field, place, sighting, due: remaining(field, due, life), values, unsettled },
          homes,
          evidence,
        ),
      );
    }
    if (!isPersonal(field) && unsettled === undefined)
      violations.push(...judgeAgreement(thing, field, homes, evidence));
  }
  violations.push(...judgeForeign(thing, homes, life, evidence));
  return [...violations, ...judgeCalendar(thing, homes, life, evidence)];
}

/**
 * What is due of a field. A date that somebody took out of a series whose rule another one changed meanwhile, so that it had no
 * such date any more, is out; a rule that comes later and has it knows nothing of that. Of what somebody else made a single event
 * nobody can take out the one date: it is edited, and that wins.
 */
function remaining(field: string, due: readonly Value[], { written, supersededBy }: Life): readonly Value[] {
  const day = dayOf(field);
  if (day === null || !due.includes(EXCLUDED)) return due;
  const rules = [...(written.get('rule') ?? [])].filter((rule) => supersededBy.has(at('rule', rule)));
  const wasOff = rules.some((rule) => !rule.split(' ').includes(String(day)));
  const wasSingle = day === 0 && written.get('rule')?.has(NOTHING) === true;
  return wasOff || wasSingle ? due.filter((value) => value !== EXCLUDED) : due;
}

/** Who is there now of a thing. */
export function sightingsOf(thing: number, place: Place, { sightings }: Evidence): readonly Sighting[] {
  return sorted(sightings[place] ?? []).get(thing) ?? [];
}

const sorted = remembered((sightings: readonly Sighting[]) => byThing(sightings));

interface Question {
  readonly thing: number;
  readonly field: string;
  readonly place: Place;
  readonly sighting: Sighting;
  /** What nothing has superseded. */
  readonly due: readonly Value[];
  /** Everything that was written. */
  readonly values: ReadonlySet<Value>;
  readonly unsettled: Unsettled | undefined;
}

function judgeField(question: Question, homes: readonly Place[], evidence: Evidence): readonly Violation[] {
  const { thing, field, place, sighting, due, values, unsettled } = question;
  const value = sighting.values[field];
  const where = `${field} of thing ${String(thing)} in ${place}`;
  const day = dayOf(field);
  if (day !== null && !sighting.days.includes(day)) {
    if (value !== undefined)
      return [{ invariant: 'I8', message: `${where} is ${value}, on a day without an occurrence` }];
    if (unsettled?.orGone === true) return [];
    const lost = due.filter((one) => one !== NOTHING && one !== EXCLUDED);
    const message = `${where} went with its series, nobody was told: ${lost.join(', ')}`;
    return lost.length === 0 || unsettled !== undefined ? [] : [{ invariant: 'I4', message }];
  }
  if (unsettled !== undefined && (value === undefined ? unsettled.orNone : values.has(value))) return [];
  if (!agrees(field, value, due, values)) {
    const wanted = due.length > 0 ? due.join(' and ') : 'anything that was written';
    return [{ invariant: 'I4', message: `${where} is ${value ?? 'empty'}, not ${wanted}` }];
  }
  if (!sighting.reduced.includes(field) || mayBeReduced(question, homes, evidence)) return [];
  return [{ invariant: 'I4', message: `${where} is ${value ?? 'empty'}, but a part of it is lost` }];
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
  // A rule that took a date out may lose against another one that has it.
  if (due.includes(NOTHING) && dayOf(field) !== null) return value === undefined || values.has(value);
  if (due.includes(NOTHING)) return value === undefined || due.includes(value);
  if (due.includes(EXCLUDED))
    return value === undefined ? field.startsWith('start of ') : due.includes(value);
  if (due.length > 0) return due.every((expected) => expected === value);
  return value === undefined ? isOptional(field) : values.has(value);
}

/** Fields that an item may have had no value of before somebody wrote one. */
function isOptional(field: string): boolean {
  const optional = ['locations', 'priority', 'status', 'timeZone', 'rule'];
  return isPersonal(field) || optional.includes(field) || /^participant |occurrence /.test(field);
}

/**
 * A part of a text is all that is left where its server stores no more, where the CRM, by way of which it came, stores no
 * more, or where it was written. What was deleted and came back, came from any of its places; so did a meeting's record.
 */
function mayBeReduced(
  { thing, field, place, sighting }: Question,
  homes: readonly Place[],
  evidence: Evidence,
): boolean {
  const { journal, places, meetings } = evidence;
  const entries = journal.filter((entry) => entry.thing === thing);
  const value = sighting.values[field];
  if (entries.some((entry) => entry.type === 'created' && entry.reduced.includes(field))) return true;
  const writers = entries.flatMap((entry) => {
    if (entry.type === 'created') return entry.values[field] === value ? [entry.place] : [];
    return entry.type === 'edited' && entry.field === field && entry.value === value ? [entry.place] : [];
  });
  const meeting = meetings.get(thing);
  const gathered = meeting !== undefined || entries.some(({ type }) => type === 'deleted');
  const ways = [place, 'crm', ...writers, ...(gathered ? [...homes, ...(meeting?.copies.keys() ?? [])] : [])];
  return ways.some((way) => places[way]?.reduces(field) === true);
}

function judgeAgreement(
  thing: number,
  field: string,
  homes: readonly Place[],
  evidence: Evidence,
): readonly Violation[] {
  const seen = homes
    .filter((place) => evidence.places[place]?.holds(field) !== false)
    .flatMap((place) => sightingsOf(thing, place, evidence).map(({ values }) => values[field] ?? 'empty'));
  if (new Set(seen).size <= 1) return [];
  const message = `the places disagree on ${field} of thing ${String(thing)}: ${seen.join(', ')}`;
  return [{ invariant: 'I4', message }];
}

/** What nobody wrote is on nothing. */
function judgeForeign(
  thing: number,
  homes: readonly Place[],
  life: Life,
  evidence: Evidence,
): readonly Violation[] {
  return homes.flatMap((place) =>
    sightingsOf(thing, place, evidence).flatMap(({ values }) =>
      Object.entries(values)
        .filter(([field]) => !life.written.has(field) && !evidence.unmapped.includes(field))
        .filter(([field, value]) => !isInvented({ field, value, place }, homes, evidence))
        .map(([field, value]): Violation => {
          const message = `${field} of thing ${String(thing)} in ${place} is ${value}, which nobody wrote`;
          return { invariant: 'I4', message };
        }),
    ),
  );
}

/** The place's server says this by itself; of its owner being the organiser, all places then know. */
function isInvented(
  { field, value, place }: Pick<Question, 'field' | 'place'> & { readonly value: Value },
  homes: readonly Place[],
  { places }: Evidence,
): boolean {
  const user = /^participant mailto:user(\d+)@/.exec(field)?.[1];
  const told = user === undefined ? place : `mailbox ${user}`;
  return homes.includes(told) && places[told]?.invents?.(field, value) === true;
}

/** The same things take place at the same times, wherever one looks. */
function judgeCalendar(
  thing: number,
  homes: readonly Place[],
  life: Life,
  evidence: Evidence,
): readonly Violation[] {
  if (['start', 'timeZone', 'duration', 'rule', 'an occurrence'].some((field) => life.unsettled.has(field)))
    return [];
  const calendars = homes.flatMap((place) =>
    sightingsOf(thing, place, evidence).map(({ occurrences }) => occurrences),
  );
  // What has no zone has one where everything has, and is at the same local time there.
  const floats =
    homes.some((place) => evidence.places[place]?.invents?.('timeZone', '') === true) &&
    calendars.flat().some((occurrence) => occurrence.includes('  '));
  const compared = calendars.map((all) =>
    (floats ? all.map((one) => one.replace(/ \S* /, ' ')) : all).join('; '),
  );
  if (new Set(compared).size <= 1) return [];
  const message = `thing ${String(thing)} takes place at other times elsewhere: ${calendars.map((all) => all.join('; ')).join(' | ')}`;
  return [{ invariant: 'I8', message }];
}

function unsettledOf(field: string, { unsettled }: Life): Unsettled | undefined {
  if (dayOf(field) === null) return unsettled.get(field);
  // While two sides differ in when a series takes place, and show that, its single dates stay apart with it.
  const isApart = ['start', 'timeZone', 'rule'].some((master) => unsettled.has(master));
  return isApart ? { orNone: true } : unsettled.get('an occurrence');
}

/** The day of an occurrence's field, or null. */
function dayOf(field: string): number | null {
  const day = /occurrence (-?\d+)/.exec(field)?.[1];
  return day === undefined ? null : Number(day);
}
