import type { Item, ItemKind, Role } from './item.ts';
import { chairsMailboxes, isKeptOutByChair } from './policy/chair.ts';
import { decide } from './policy/decide.ts';
import type { Ruled, Ruling } from './policy/decide.ts';
import { narrowed, ruledReason } from './policy/direction.ts';
import { factsOf, privateFacts } from './policy/facts.ts';
import { WITHHELD, isMarkedPrivate, isWithheld, shownWithheld } from './policy/privacy.ts';
import type { Shown } from './policy/privacy.ts';
import type { Direction, Part } from './policy/rule.ts';
import { isWitness } from './policy/witness.ts';
import type { Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason, ReasonCode } from './reasons.ts';
import type { PumpSettings } from './settings.ts';
import { isUntouched } from './untouched.ts';

export { WITHHELD, isWithheld } from './policy/privacy.ts';

/** What may happen to an item: data, so that it can be shown and tested. */
export interface Policy {
  /** The sides that synchronisation may change. */
  readonly writable: readonly Side[];
  /** Only what an attendee says of themselves goes to the record. */
  readonly onlyOwn: boolean;
  /** Set when nothing may happen at all: the link sleeps, nothing is removed. */
  readonly dormant: Reason | null;
  /** Why not everything may happen, for people to read. */
  readonly reason: Reason | null;
}

/** What the policy is asked about. */
export interface PolicyQuestion {
  readonly kind: ItemKind;
  readonly link: Link;
  /** The forms that are known, the mailbox's first. At least one. */
  readonly items: readonly Item[];
  /** Links of other mailboxes to the same record. */
  readonly siblings: readonly Link[];
  /** Links of other mailboxes to an item of the same identity. */
  readonly witnesses?: readonly Link[];
}

/** What the owner of the mailbox is to the item: as their own copy says it, else as the record does. */
export function roleOf(question: PolicyQuestion, settings: PumpSettings): Role {
  if (isWithheld(question.link)) return question.link.personal[WITHHELD] as Role;
  const [item] = question.items;
  return item === undefined ? 'sole' : question.kind.role(item, settings.addresses);
}

/** Decides which way an item may travel. Pure. */
export function policyFor(question: PolicyQuestion, settings: PumpSettings): Policy {
  const ruling = rulingOn(question, settings);
  const dormant = dormancy(question, settings, ruling);
  if (dormant !== null) return { writable: [], onlyOwn: false, dormant, reason: dormant };
  const oneWay = (allowed: readonly Side[], why: Reason | null): Policy =>
    towards(allowed, why, settings, ruling.direction);
  const role = roleOf(question, settings);
  const isTold = role === 'attendee' && !isWitness(question.link, question.siblings, question.kind);
  if (isWithheld(question.link)) {
    // Of a private item the record shows when it is. An invitee's privacy takes nothing away that others tell.
    const shown = shownWithheld(question.link, question.kind, settings);
    return oneWay(isTold ? [] : ['crm'], shownReason('private-busy-only', shown));
  }
  // An invitation is its organiser's: only the own answer flows from it, or all of it when nobody else tells us.
  if (role === 'attendee')
    return {
      ...oneWay(['crm'], invitation(question, settings)),
      onlyOwn: isTold && question.link.recordRef !== null,
    };
  const collection = question.link.itemRef?.collection ?? settings.createIn[question.kind.type];
  if (collection !== undefined && settings.readOnly.includes(collection))
    return oneWay(['crm'], reason('collection-read-only'));
  return oneWay(['crm', 'mailbox'], null);
}

/** Marks the reason of a link that waits although its record was taken out of this calendar: it lives, elsewhere. */
export const UNASSIGNED = { cause: 'not-assigned' } as const;

/** Whether a person took the record out of this calendar. */
export function isUnassigned({ reason: why }: Link): boolean {
  return why?.code === 'not-assigned' || why?.parameters['cause'] === UNASSIGNED.cause;
}

/** What the administrator's rules say of an item. */
function rulingOn({ kind, link, items }: PolicyQuestion, settings: PumpSettings): Ruling {
  const { rules = [] } = settings;
  const [item] = items;
  if (rules.length === 0 || item === undefined) return { direction: null, privacy: null };
  if (!isWithheld(link)) return decide(factsOf(item, kind, settings, link.personal), rules);
  const facts = privateFacts(kind, link.personal[WITHHELD] as Part, settings);
  return decide({ ...facts, private: isMarkedPrivate(link) }, rules);
}

function dormancy(question: PolicyQuestion, settings: PumpSettings, ruling: Ruling): Reason | null {
  const { kind, link, items } = question;
  if (settings.direction === 'none') return reason('direction-none');
  if (link.itemRef !== null && !settings.collections.includes(link.itemRef.collection))
    return reason('collection-not-synchronized');
  if (link.mark === 'off') return reason('unmarked');
  if (ruling.direction?.value === 'none') return ruledReason(ruling.direction);
  if (isInDoubt(link)) return reason('looks-like-several');
  if (link.recordRef === null) {
    const why = keptOut(question, settings);
    if (why !== null) return why;
  }
  if (isUntouched(link, settings)) return reason('existed-before-start');
  if (!items.some((item) => kind.inWindow(item, settings.window))) return reason('outside-window');
  return null;
}

/** Whether it lacks a counterpart and looks like something that is there already. */
function isInDoubt({ lookalike, itemRef, recordRef }: Link): boolean {
  return lookalike !== undefined && (itemRef === null || recordRef === null);
}

/** Why an item without a record gets none. What has a record already goes on: these are about what is taken over. */
function keptOut(
  { kind, link, items, witnesses = [] }: PolicyQuestion,
  settings: PumpSettings,
): Reason | null {
  if (settings.scope === 'marked' && link.mark === null) return reason('not-marked');
  if (isWithheld(link)) {
    const shown = shownWithheld(link, kind, settings);
    if (shown.privacy === 'out') return shownReason('private-kept-out', shown);
  }
  const [item] = items;
  if (item !== undefined && isKeptOutByChair(item, kind, witnesses, settings))
    return reason('chair-keeps-out');
  return null;
}

/** What says that it is somebody's invitation, and where it is known, that its chair does not speak here. */
function invitation({ kind, items }: PolicyQuestion, settings: PumpSettings): Reason {
  const [item] = items;
  const isPublished =
    settings.synchronised !== undefined &&
    item !== undefined &&
    chairsMailboxes(item, kind, settings).length === 0;
  return reason('attendee-copy', isPublished ? { by: 'published' } : {});
}

function shownReason(code: ReasonCode, { by, rule }: Shown): Reason {
  return reason(code, rule === null ? { by } : { by: 'rule', rule: rule.name });
}

function towards(
  allowed: readonly Side[],
  why: Reason | null,
  settings: PumpSettings,
  ruled: Ruled<Direction> | null,
): Policy {
  const { writable, reason: narrowing } = narrowed(allowed, settings.direction, ruled);
  return { writable, onlyOwn: false, dormant: null, reason: why ?? narrowing };
}
