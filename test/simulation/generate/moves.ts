import { chance, integer, pick, type Random } from '../../../src/server/memory/random.ts';
import type { Step } from '../scenario.ts';
import { PLAIN, TAGGED, type Field } from '../values.ts';
import { newThing, nextEdit, type Draft, type DraftThing } from './draft.ts';

/** What people do to what is there, by name; how often is relative. */
const MOVES = {
  edit: { often: 30, make: editFields },
  keywords: { often: 4, make: editKeywords },
  occurrence: { often: 12, make: editOccurrence },
  move: { often: 5, make: moveOccurrence },
  repeat: { often: 4, make: repeat },
  single: { often: 1, make: single },
  split: { often: 3, make: split },
  guest: { often: 4, make: inviteGuest },
  unguest: { often: 3, make: takeGuestOff },
  privacy: { often: 5, make: setPrivacy },
  scribble: { often: 3, make: scribble },
  delete: { often: 8, make: remove },
  touch: { often: 2, make: touch },
  garble: { often: 1, make: garble },
  copy: { often: 3, make: copy },
  deliver: { often: 7, make: deliver },
  answer: { often: 8, make: answer },
  leave: { often: 3, make: leave },
} as const satisfies Readonly<Record<string, Making>>;

export type Move = keyof typeof MOVES;

interface Making {
  readonly often: number;
  /** Null where there is nothing to do it to. */
  readonly make: (random: Random, draft: Draft) => Step | null;
}

const ALL = Object.entries(MOVES) as [Move, Making][];
/** Moves that only some kinds of stories make. */
const SELDOM: readonly Move[] = ['single', 'scribble'];
const USUAL = ALL.filter(([move]) => !SELDOM.includes(move));
const RARE = ALL.filter(([move]) => SELDOM.includes(move) || move === 'edit');

/** What somebody does next to one of the things that are there. `moves`: what may be done. */
export function generateMove(random: Random, draft: Draft, moves: readonly [Move, Making][] = USUAL): Step {
  const sum = moves.reduce((total, [, { often }]) => total + often, 0);
  for (;;) {
    let at = random() * sum;
    const found = moves.find(([, { often }]) => (at -= often) < 0);
    const step = found?.[1].make(random, draft) ?? null;
    if (step !== null) return step;
  }
}

/** A move that most stories don't make, or an edit. */
export function generateRare(random: Random, draft: Draft): Step {
  return generateMove(random, draft, RARE);
}

/** A new item, or a meeting. `series`: it has to be one. */
export function generateCreate(random: Random, draft: Draft, series: boolean): Step {
  const { setup } = draft;
  const user = integer(random, setup.mailboxes.length);
  const others = setup.mailboxes.map((_, other) => other).filter((other) => other !== user);
  if (chance(random, 0.4)) {
    const attendees = others.filter(() => chance(random, 0.7));
    const shape = series ? 'series' : pick(random, ['single', 'single', 'series'] as const);
    const thing = newThing(draft, { owners: [user], attendees, isSeries: shape === 'series' });
    return { type: 'meet', place: mailbox(user), thing, user, attendees, edit: nextEdit(draft), shape };
  }
  const place = chance(random, 0.5) ? 'crm' : mailbox(user);
  const users = place === 'crm' && chance(random, 0.25) ? [user, ...others.slice(0, 1)] : [user];
  const shape = series
    ? 'series'
    : pick(random, ['single', 'single', 'all-day', 'floating', 'series'] as const);
  const thing = newThing(draft, { owners: users, attendees: [], isSeries: shape === 'series' });
  return { type: 'create', place, thing, edit: nextEdit(draft), shape, users };
}

function editFields(random: Random, draft: Draft): Step {
  const thing = pick(random, draft.things);
  const fields: readonly Field[] = [
    ...TAGGED.filter(() => chance(random, 0.25)),
    ...PLAIN.filter(() => chance(random, 0.1)),
  ];
  const chosen: readonly Field[] = fields.length > 0 ? fields : ['title'];
  return { type: 'edit', ...somewhere(random, thing), edit: nextEdit(draft), fields: chosen };
}

function editKeywords(random: Random, draft: Draft): Step {
  const thing = pick(random, draft.things);
  return { type: 'edit', ...at(home(random, thing), thing), edit: nextEdit(draft), fields: ['keywords'] };
}

function editOccurrence(random: Random, draft: Draft): Step | null {
  const thing = oneOf(random, series(draft));
  if (thing === null) return null;
  const index = integer(random, 6);
  const exclude = chance(random, 0.35);
  return { type: 'occurrence', ...somewhere(random, thing), edit: nextEdit(draft), index, exclude };
}

function moveOccurrence(random: Random, draft: Draft): Step | null {
  const thing = oneOf(random, series(draft));
  if (thing === null) return null;
  return { type: 'move', ...somewhere(random, thing), edit: nextEdit(draft), index: integer(random, 6) };
}

/** A series gets another rule, or a single event becomes one. */
function repeat(random: Random, draft: Draft): Step {
  const thing = pick(random, draft.things);
  return { type: 'repeat', ...somewhere(random, thing), edit: nextEdit(draft), rule: true };
}

/** A series becomes a single event. */
function single(random: Random, draft: Draft): Step | null {
  const thing = oneOf(random, series(draft));
  if (thing === null) return null;
  return { type: 'repeat', ...somewhere(random, thing), edit: nextEdit(draft), rule: false };
}

function split(random: Random, draft: Draft): Step | null {
  const thing = oneOf(
    random,
    series(draft).filter(({ attendees }) => attendees.length === 0),
  );
  if (thing === null) return null;
  const spot = somewhere(random, thing);
  const owners = spot.place === 'crm' ? thing.owners : [Number(spot.place.split(' ')[1])];
  const tail = newThing(draft, { owners, attendees: [], isSeries: true });
  return { type: 'split', ...spot, tail, edit: nextEdit(draft), index: 1 + integer(random, 5) };
}

function inviteGuest(random: Random, draft: Draft): Step {
  const spot = somewhere(random, pick(random, draft.things));
  const edit = nextEdit(draft);
  draft.guests.push({ thing: spot.thing, edit });
  return { type: 'guest', ...spot, edit, invited: true };
}

function takeGuestOff(random: Random, draft: Draft): Step | null {
  const guest = oneOf(random, draft.guests);
  const thing = draft.things.find((one) => one.thing === guest?.thing);
  if (guest === null || thing === undefined) return null;
  return { type: 'guest', ...somewhere(random, thing), edit: guest.edit, invited: false };
}

function setPrivacy(random: Random, draft: Draft): Step {
  const thing = pick(random, draft.things);
  const privacy = draft.setup.secret === true || chance(random, 0.7) ? 'private' : 'public';
  const spot = at(home(random, thing), thing);
  if (draft.setup.secret === true && thing.isSeries && chance(random, 0.5))
    return { type: 'privacy', ...spot, privacy: 'private', index: integer(random, 6), edit: nextEdit(draft) };
  return { type: 'privacy', ...spot, privacy };
}

function scribble(random: Random, draft: Draft): Step | null {
  const meeting = oneOf(random, meetings(draft));
  if (meeting === null) return null;
  const fields = pick(random, [['title'], ['start'], ['locations', 'description']] as const);
  return {
    type: 'scribble',
    ...at(mailbox(pick(random, meeting.attendees)), meeting),
    edit: nextEdit(draft),
    fields,
  };
}

function remove(random: Random, draft: Draft): Step {
  return { type: 'delete', ...somewhere(random, pick(random, draft.things)) };
}

function touch(random: Random, draft: Draft): Step {
  return { type: 'touch', ...somewhere(random, pick(random, draft.things)) };
}

function garble(random: Random, draft: Draft): Step {
  return { type: 'garble', ...somewhere(random, pick(random, draft.things)) };
}

function copy(random: Random, draft: Draft): Step | null {
  const thing = oneOf(
    random,
    draft.things.filter(({ attendees }) => attendees.length === 0),
  );
  if (thing === null) return null;
  const user = pick(random, thing.owners);
  const twin = newThing(draft, { owners: [user], attendees: [], isSeries: thing.isSeries });
  return { type: 'copy', ...at(mailbox(user), thing), copy: twin, edit: nextEdit(draft) };
}

function deliver(random: Random, draft: Draft): Step | null {
  const meeting = oneOf(random, meetings(draft));
  return meeting === null ? null : { type: 'deliver', ...at(home(random, meeting), meeting) };
}

function answer(random: Random, draft: Draft): Step | null {
  const meeting = oneOf(random, meetings(draft));
  if (meeting === null) return null;
  const user = pick(random, meeting.attendees);
  const status = pick(random, ['accepted', 'tentative', 'declined'] as const);
  return { type: 'answer', ...at(mailbox(user), meeting), user, status, delivered: chance(random, 0.5) };
}

/** An attendee throws their copy away. */
function leave(random: Random, draft: Draft): Step | null {
  const meeting = oneOf(random, meetings(draft));
  return meeting === null
    ? null
    : { type: 'delete', ...at(mailbox(pick(random, meeting.attendees)), meeting) };
}

function series({ things }: Draft): readonly DraftThing[] {
  return things.filter(({ isSeries }) => isSeries);
}

function meetings({ things }: Draft): readonly DraftThing[] {
  return things.filter(({ attendees }) => attendees.length > 0);
}

function oneOf<T>(random: Random, list: readonly T[]): T | null {
  return list.length === 0 ? null : pick(random, list);
}

/** Where somebody who owns it works on it: in the CRM, or at home. */
function somewhere(random: Random, thing: DraftThing): { readonly place: string; readonly thing: number } {
  return at(chance(random, 0.5) ? 'crm' : home(random, thing), thing);
}

function at(place: string, { thing }: DraftThing): { readonly place: string; readonly thing: number } {
  return { place, thing };
}

function home(random: Random, thing: DraftThing): string {
  return mailbox(pick(random, thing.owners));
}

function mailbox(user: number): string {
  return `mailbox ${String(user)}`;
}
