import type { JsonObject } from '../../../src/sync/json.ts';
import { occurrencesOf } from '../expansion.ts';
import type { Violation } from '../journal.ts';
import { zoneAlike } from '../held-values.ts';
import { textOf } from '../loose-json.ts';
import type { Play } from '../play.ts';
import { thingOf } from '../reading.ts';
import { ALL_RULINGS } from '../rulings.ts';
import { copyAt, hasExchange, shelfAt, userAt, type World } from '../world.ts';
import { mailboxId } from '../processes.ts';
import { isPrivate, secretAt } from './secrets.ts';

/** How much of private things is shown. */
type Level = 'out' | 'busy' | 'in';

/**
 * Notes that something becomes private of which nothing is on record, and nobody is about to put it there: no process is stuck,
 * and no call is open.
 */
export function noteUnrecorded({ world, ledger, stuck }: Play, thing: number, place: string): void {
  const item = copyAt(world, place, thing)?.item;
  const isCalm =
    stuck.every((processes) => processes.length === 0) &&
    shelfAt(world, 'crm').pending() === 0 &&
    ledger.intents(mailboxId(userAt(place))).length === 0;
  if (item === undefined || !isPrivate(item) || !isCalm) return;
  if (recordsOf(world, textOf(item['uid'])).length === 0) world.unrecorded.add(secretAt(thing, place));
}

/**
 * Of what somebody keeps private there is one record that says when it is (and no more, see `judgeReduced`); there is none of what
 * was never to be seen at all (I9). What had a record before it was kept out keeps that, emptied.
 */
export function judgePrivate(world: World): readonly Violation[] {
  return [...world.secrets].flatMap((secret): readonly Violation[] => {
    const [name = '', place = ''] = secret.split(' in ');
    const thing = Number(name);
    const entries = world.journal.filter((entry) => entry.thing === thing);
    // What was deleted on one side while it became private on the other may be there or not.
    if (entries.some(({ type }) => type === 'deleted')) return [];
    const begun = entries.find(({ type }) => type === 'created');
    if (begun?.type !== 'created' || begun.place !== place || world.meetings.has(thing)) return [];
    const own = [...shelfAt(world, place).items.values()].find(
      ({ item, deleted }) => !deleted && thingOf(item) === thing,
    );
    if (own === undefined || !isPrivate(own.item)) return [];
    const records = recordsOf(world, textOf(own.item['uid']));
    const found = (invariant: Violation['invariant'], what: string): readonly Violation[] => [
      { invariant, message: `of thing ${name}, which its owner keeps private, there ${what}` },
    ];
    if (records.length > 1) return found('I2', `are ${String(records.length)} records`);
    const user = userAt(place);
    const wasOut = isAlwaysOut(world, user) && world.unrecorded.has(secret);
    if (wasOut) return records.length > 0 ? found('I9', 'is a record, and nobody was to see it') : [];
    const [record] = records;
    if (record === undefined)
      return levelNow(world, user) === 'busy' ? found('I4', 'is no record of when it is') : [];
    // What people of the CRM say of its times does not reach what is private, and is theirs to say.
    if (entries.some((entry) => entry.type === 'edited' && entry.place === 'crm' && isOfTime(entry.field)))
      return [];
    return atSameTimes(world, record, own.item) ? [] : found('I4', 'is a record that says other times');
  });
}

/** Where Exchange is on the way, zones have other names, and what has none is at the same local time in some zone. */
function atSameTimes(world: World, record: JsonObject, item: JsonObject): boolean {
  const times = [record, item].map(occurrencesOf);
  const floats = times.flat().some((one) => one.includes('  '));
  const alike = (one: string): string =>
    floats ? one.replace(/ \S* /, ' ') : one.replace(/(?<= )\S+(?= )/, zoneAlike);
  const [first, second] = times.map((all) => (hasExchange(world) ? all.map(alike) : all).join());
  return first === second;
}

function isOfTime(field: string): boolean {
  return ['start', 'duration', 'timeZone', 'rule'].includes(field) || field.includes('occurrence ');
}

function recordsOf(world: World, uid: string) {
  return [...shelfAt(world, 'crm').items.values()]
    .filter(({ item, deleted }) => !deleted && item['uid'] === uid)
    .map(({ item }) => item);
}

/** What may be shown of a user's private things in the end: the stricter of what they and the administrator say. */
function levelNow({ scenario: { setup }, decided }: World, user: number): Level {
  const said = decided.get(user);
  const both = [said?.privacy ?? setup.mailboxes[user]?.privacy ?? 'in', said?.limit ?? setup.limit ?? 'in'];
  return both.includes('out') ? 'out' : both.includes('busy') ? 'busy' : 'in';
}

/** A rule about private things takes the place of the limit. */
function isOfPrivate(index: number): boolean {
  return ALL_RULINGS[index]?.when.private === true;
}

/** Whether one of the two has kept them out from the beginning to the end. */
function isAlwaysOut({ scenario: { setup, steps } }: World, user: number): boolean {
  const owners = steps.some((step) => step.type === 'show' && step.user === user && step.privacy !== 'out');
  const limits = steps.some(
    (step) =>
      (step.type === 'limit' && step.privacy !== 'out' && (step.user === null || step.user === user)) ||
      (step.type === 'ruling' && step.user === user && step.rulings.some(isOfPrivate)),
  );
  return (setup.mailboxes[user]?.privacy === 'out' && !owners) || (setup.limit === 'out' && !limits);
}
