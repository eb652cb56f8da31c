import type { Item, ItemKind, Role } from './item.ts';
import type { Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { PumpSettings } from './settings.ts';

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
}

/** What the owner of the mailbox is to the item: as their own copy says it, else as the record does. */
export function roleOf(question: PolicyQuestion, settings: PumpSettings): Role {
  if (isWithheld(question.link)) return question.link.personal[WITHHELD] as Role;
  const [item] = question.items;
  return item === undefined ? 'sole' : question.kind.role(item, settings.addresses);
}

/** Decides which way an item may travel. Pure. */
export function policyFor(question: PolicyQuestion, settings: PumpSettings): Policy {
  const dormant = dormancy(question, settings);
  if (dormant !== null) return { writable: [], onlyOwn: false, dormant, reason: dormant };
  if (isWithheld(question.link)) return withheldPolicy(question, settings);
  if (roleOf(question, settings) === 'attendee') return attendeePolicy(question, settings);
  const collection = question.link.itemRef?.collection ?? settings.createIn[question.kind.type];
  if (collection !== undefined && settings.readOnly.includes(collection)) {
    return oneWay(['crm'], reason('collection-read-only'), settings);
  }
  return oneWay(['crm', 'mailbox'], null, settings);
}

/**
 * Marks the personal properties of an item whose owner keeps it private: its content was never stored. The value is the
 * owner's role, which can't be told from what is left.
 */
export const WITHHELD = 'withheld';

/** Whether the mailbox's item was reduced to when, not what. */
export function isWithheld(link: Link): boolean {
  return link.personal[WITHHELD] !== undefined;
}

/** Marks the reason of a link that waits although its record was taken out of this calendar: it lives, elsewhere. */
export const UNASSIGNED = { cause: 'not-assigned' } as const;

/** Whether a person took the record out of this calendar. */
export function isUnassigned({ reason: why }: Link): boolean {
  return why?.code === 'not-assigned' || why?.parameters['cause'] === UNASSIGNED.cause;
}

function dormancy(question: PolicyQuestion, settings: PumpSettings): Reason | null {
  const { kind, link, items } = question;
  if (settings.direction === 'none') return reason('direction-none');
  if (link.itemRef !== null && !settings.collections.includes(link.itemRef.collection))
    return reason('collection-not-synchronized');
  if (link.mark === 'off') return reason('unmarked');
  // What has a record already goes on: the rule is about what is taken over.
  if (settings.scope === 'marked' && link.mark === null && link.recordRef === null)
    return reason('not-marked');
  if (isWithheld(link) && settings.privacy === 'out' && link.recordRef === null)
    return reason('private-kept-out');
  if (!items.some((item) => kind.inWindow(item, settings.window))) return reason('outside-window');
  return null;
}

/** An invitation is its organiser's: from the copy only the own answer flows, or all of it when nobody else tells us. */
function attendeePolicy(question: PolicyQuestion, settings: PumpSettings): Policy {
  const witness = isWitness(question);
  const policy = oneWay(['crm'], reason('attendee-copy'), settings);
  return { ...policy, onlyOwn: !witness && question.link.recordRef !== null };
}

/** Of a private item the record shows when it is. An invitee's privacy takes nothing away that others tell. */
function withheldPolicy(question: PolicyQuestion, settings: PumpSettings): Policy {
  const others = roleOf(question, settings) === 'attendee' && !isWitness(question);
  return oneWay(others ? [] : ['crm'], reason('private-busy-only'), settings);
}

/** Among the copies of a meeting without a synchronised organiser the newest one speaks (highest SEQUENCE, then id). */
function isWitness({ link, siblings, kind }: PolicyQuestion): boolean {
  const alive = siblings.filter(
    (other) =>
      SPEAKING.includes(other.state) &&
      LIVING.includes(other.observed.mailbox.state) &&
      other.base.crm !== null,
  );
  const isInvitation = (other: Link): boolean =>
    other.reason?.code === 'attendee-copy' ||
    other.state === 'awaiting-organizer' ||
    other.personal[WITHHELD] === 'attendee';
  if (alive.some((other) => other.kind === kind.type && !isInvitation(other))) return false;
  const rank = (candidate: Link): number => {
    const { mailbox } = candidate.observed;
    return mailbox.state === 'present' ? Number(mailbox.item['sequence'] ?? 0) : -1;
  };
  return alive.every(
    (other) => rank(other) < rank(link) || (rank(other) === rank(link) && other.id > link.id),
  );
}

/** States of a copy that is there, as far as anybody knows. */
const LIVING: readonly string[] = ['present', 'unread', 'missing'];

/** States in which a copy takes part: one that sleeps or is set aside tells nobody anything. */
const SPEAKING: readonly string[] = ['active', 'held', 'not-sent', 'awaiting-organizer'];

function oneWay(allowed: readonly Side[], why: Reason | null, settings: PumpSettings): Policy {
  const writable = allowed.filter(
    (side) =>
      settings.direction === 'both' || settings.direction === (side === 'crm' ? 'to-crm' : 'to-mailbox'),
  );
  const bySetting =
    settings.direction === 'to-crm'
      ? reason('direction-to-crm-only')
      : settings.direction === 'to-mailbox'
        ? reason('direction-to-mailbox-only')
        : null;
  return { writable, onlyOwn: false, dormant: null, reason: why ?? bySetting };
}
