import { objectOf } from './loose-json.ts';
import { mailboxId } from './processes.ts';
import type { Play } from './play.ts';
import type { Step } from './scenario.ts';
import { copyAt, hasExchange, OUTSIDE, shelfAt, userAt, type World } from './world.ts';

/**
 * What nobody could get right is left out of the story (the numbers are those of DESIGN, section 5):
 * - Where writes can't be conditional, an edit between a look and a write is overwritten (6: all that is promised there is a look
 *   directly before). Where a server drops what it is given without a word, nobody can tell its doing from an edit that
 *   follows at once (7: the answer becomes the base only if its version is the write's own).
 * - A copy that we made and of which we never heard is deleted: then there was none, as far as anybody can tell (8: a create is
 *   looked for, and repeated where there is nothing).
 * - The same is true of a meeting whose organiser's copy and record have not been known to be one, or of which an
 *   attendee's mailbox is making the record just now: what attendees have of it makes it anew (12: without an organiser's
 *   link one of theirs is the witness).
 * - A copy with all hidden properties, and the original deleted at once: that is how other programs move an item (5: a second
 *   item is a copy while the link of the first one is alive).
 * - Somebody is invited to what lies in several mailboxes, of which one is Exchange's: its owner becomes the organiser there,
 *   whoever else has it, and it is theirs from then on (12: there is one organiser).
 */
export function mayAct(play: Play, step: Extract<Step, { readonly place: string }>): boolean {
  const { world, stuck } = play;
  const { setup } = world.scenario;
  const { place } = step;
  const { conditional, mangling } =
    place === 'crm' ? setup.crm : (setup.mailboxes[userAt(place)] ?? setup.crm);
  const undisturbed =
    stuck.every((processes) => processes.length === 0) && shelfAt(world, place).pending() === 0;
  if (((!conditional || mangling.drops) && !undisturbed) || !mayTouchMeeting(play, step)) return false;
  return step.type !== 'delete' || mayDelete(play, step.place, step.thing);
}

/**
 * Meetings are copied by nobody (a copy would have their organiser: 12). Where a server mails as it likes, what is done to the record of what concerns others
 * waits for a person (6: "not sent"), and
 * differs until then; nobody calls others to such an item, unless people of the story answer.
 */
function mayTouchMeeting({ world }: Play, step: Extract<Step, { readonly place: string }>): boolean {
  if (!('thing' in step)) return true;
  const meeting = world.meetings.get(step.thing);
  if (meeting !== undefined && step.type === 'copy') return false;
  if (step.type === 'guest' && hasExchange(world) && (world.homes.get(step.thing)?.length ?? 0) > 2)
    return false;
  const { sends, discards } = world.scenario.setup;
  if (sends === true || discards === true) return true;
  if (step.type !== 'guest' && (step.place !== 'crm' || !concernsOthers(world, step.thing))) return true;
  const homes = (meeting === undefined ? world.homes.get(step.thing) : [meeting.organizer]) ?? [];
  return homes.every((home) => world.scenario.setup.mailboxes[userAt(home)]?.silentScheduling !== 'no');
}

function concernsOthers(world: World, thing: number): boolean {
  return (world.homes.get(thing) ?? []).some(
    (home) => Object.keys(objectOf(copyAt(world, home, thing)?.item['participants'])).length > 0,
  );
}

/** Whether a frozen worker of an attendee will go on without knowing of a meeting's record. */
function isUnknownTo({ world, ledger, stuck }: Play, thing: number): boolean {
  const record = copyAt(world, 'crm', thing);
  return (world.meetings.get(thing)?.attendees ?? []).some(
    (user) =>
      stuck[user]?.length !== 0 &&
      !ledger.links(mailboxId(user)).some(({ recordRef }) => recordRef?.id === record?.ref.id),
  );
}

/**
 * Whether others have what a chair from outside called them to as well: then the record stays, and goes on (12: the next witness
 * takes over). With the last one who knew of it gone, the next one who looks makes it anew.
 */
function isOnRecord({ world, ledger, stuck }: Play, thing: number): boolean {
  const copies = [...(world.meetings.get(thing)?.copies.values() ?? [])].filter((copy) => copy !== null);
  const isCalm = stuck.every((processes) => processes.length === 0) && !ledger.isBeingRecorded(thing);
  return isCalm && copies.length > 1 && copyAt(world, 'crm', thing) !== null;
}

function mayDelete(play: Play, place: string, thing: number): boolean {
  const { world, ledger } = play;
  const stored = copyAt(world, place, thing);
  if (stored === null) return true;
  const key = stored.correlationKey;
  const organizer = world.meetings.get(thing)?.organizer ?? null;
  if (organizer === OUTSIDE) return isOnRecord(play, thing);
  if (key === null && organizer !== place) return true;
  if (organizer !== null && (ledger.isBeingRecorded(thing) || isUnknownTo(play, thing))) return false;
  const { items } = shelfAt(world, place);
  const side = place === 'crm' ? 'recordRef' : 'itemRef';
  const everybody = organizer === null ? [...world.mailboxes.keys()] : [userAt(organizer)];
  const users = place === 'crm' ? everybody : [userAt(place)];
  const known = users
    .flatMap((user) => ledger.links(mailboxId(user)))
    .filter(({ identity }) => identity !== null)
    .filter(({ itemRef, base }) => organizer === null || (itemRef !== null && base.crm !== null));
  return [...items.values()]
    .filter(({ correlationKey, deleted }) => !deleted && key !== null && correlationKey === key)
    .concat(stored)
    .every(({ ref }) => known.some((link) => link[side]?.id === ref.id));
}
