import type { ItemInView, ItemState } from '../../contract/index.ts';
import { SyncError } from '../../sync/errors.ts';
import type { Mark, MeetingIdentity } from '../../sync/ports.ts';
import type { Kysely } from 'kysely';
import type { Actor } from '../access/access.ts';
import { ProblemError } from '../http/problem.ts';
import { markOf } from '../storage/item-marks.ts';
import { mailboxStatus } from '../storage/mailbox-status.ts';
import {
  appointmentByIdentity,
  meetingByIdentity,
  meetingByItem,
  type MeetingLink,
} from '../storage/meeting-links.ts';
import { linksOfItem } from '../storage/messages/item-links.ts';
import { namesOfUsers } from '../storage/messages/participants.ts';
import { pendingLinksOf } from '../storage/pending-links.ts';
import { hitsOf } from '../storage/records/hits.ts';
import type { Database } from '../storage/tables.ts';
import { unavailable, type CallerMailboxes } from './caller-mailboxes.ts';
import type { ItemKind, KnownLink } from './kind.ts';
import { isOverruled, meetingSaves } from './meeting-saves.ts';

/** What meetings are looked for in. */
export interface MeetingSource {
  readonly db: Kysely<Database>;
  readonly mailboxes: CallerMailboxes;
  readonly urlOf: (recordType: string, id: string) => string;
  readonly now: () => Date;
}

/** A meeting as the server found it for the user. */
export interface FoundMeeting {
  /** Null: no mailbox of theirs is synchronised that has it, or it was not seen yet. */
  readonly link: MeetingLink | null;
  /** Its appointment, where the user may see it. */
  readonly recordId: string | null;
  /** What its user's mark belongs to. */
  readonly identity: string | null;
}

/** How long opening a meeting may wait for the user's mailbox, milliseconds. */
const VIEW_PATIENCE = 5_000;

/**
 * Meetings: what the ledger has of the user's own copy. It is found by the client's id, else their mailbox is asked which
 * meeting that is (UID, and the original start of an occurrence that has a record of its own).
 */
export function meetings(source: MeetingSource): ItemKind {
  const status = mailboxStatus(source.db);
  return {
    async look(user, item) {
      if (item.itemId === null) return { recordId: null, state: left('item-unsaved', null), links: [] };
      try {
        const meeting = await findMeeting(source, user, item);
        if (meeting === null) return { recordId: null, state: left('item-not-found', null), links: [] };
        return {
          recordId: meeting.recordId,
          state: await stateOf(source, user, meeting),
          links: await linksOf(source, user, meeting),
        };
      } catch (error) {
        return { recordId: null, state: left(...troubleOf(error)), links: [] };
      }
    },
    ...meetingSaves(source, (user, item) => knownMeeting(source, user, item)),
    async decide(user, item, decision) {
      const { link } = await knownMeeting(source, user, item);
      const waits = link !== null && (await status.decide(link.mailboxId, link.linkId, decision));
      if (!waits) throw new ProblemError('link-not-waiting');
    },
  };
}

/** The meeting that is to be changed. Throws `item-unsaved`, `item-not-found` and what keeps us from looking. */
async function knownMeeting(source: MeetingSource, user: Actor, item: ItemInView): Promise<FoundMeeting> {
  if (item.itemId === null) throw new ProblemError('item-unsaved');
  try {
    const meeting = await findMeeting(source, user, item);
    if (meeting !== null) return meeting;
  } catch (error) {
    throw error instanceof SyncError ? unavailable(error) : error;
  }
  throw new ProblemError('item-not-found');
}

/** Null: there is no such meeting in the user's mailboxes. Throws SyncErrors and `no-mailbox-for-mails`. */
async function findMeeting(
  { db, mailboxes }: MeetingSource,
  user: Actor,
  { itemId, seriesId }: ItemInView,
): Promise<FoundMeeting | null> {
  const ids = [itemId, seriesId].filter((id) => id !== null);
  const known = await meetingByItem(db, user.id, ids);
  if (known !== null) return withRecord(db, user, known, known.identity === null ? [] : [known.identity]);
  const asked = await mailboxes.meeting(user.id, itemId ?? '', VIEW_PATIENCE);
  if (asked === null) return null;
  const identities = identitiesOf(asked.value);
  return withRecord(db, user, await meetingByIdentity(db, user.id, identities), identities);
}

/** An occurrence has a record of its own if it was invited to alone; else it is part of its series. */
function identitiesOf({ uid, recurrenceId }: MeetingIdentity): readonly string[] {
  return recurrenceId === null ? [uid] : [`${uid};${recurrenceId}`, uid];
}

async function withRecord(
  db: Kysely<Database>,
  user: Actor,
  link: MeetingLink | null,
  identities: readonly string[],
): Promise<FoundMeeting> {
  const identity = link?.identity ?? identities.at(-1) ?? null;
  const asked = link?.identity == null ? identities : [link.identity];
  return { link, recordId: await appointmentByIdentity(db, user.id, asked), identity };
}

async function stateOf(
  { db, urlOf }: MeetingSource,
  user: Actor,
  { link, recordId, identity }: FoundMeeting,
): Promise<ItemState> {
  const mark = identity === null ? null : await markOf(db, { userId: user.id, kind: 'Event', identity });
  const record =
    recordId === null
      ? null
      : { recordType: 'appointment' as const, id: recordId, url: urlOf('appointment', recordId) };
  if (link === null) return { ...left('meeting-not-seen', mark), markable: identity !== null, record };
  const state = stateOfLink(link, mark);
  const told = state === 'synchronised' || state === 'queued' ? null : reasonOf(link, mark);
  const markable = identity !== null && (link.state !== 'dormant' || isOverruled(link));
  return { state, reason: told, marked: isMarked(mark, state), markable, record };
}

function reasonOf({ state, reason }: MeetingLink, mark: Mark | null): ItemState['reason'] {
  // The engine has not looked at the mark yet.
  if (mark === 'off' && state === 'active') return { code: 'unmarked', parameters: {} };
  return reason === null ? null : { code: reason.code, parameters: { ...reason.parameters } };
}

/** What its user said; without a word of theirs, what is the case. */
function isMarked(mark: Mark | null, state: ItemState['state']): boolean {
  return mark === null ? state !== 'not-synchronised' : mark === 'on';
}

/** A mark counts from the moment on when it was made, though the engine follows a little later. */
function stateOfLink(link: MeetingLink, mark: Mark | null): ItemState['state'] {
  const { state, unsettled, recordId, reason, decided } = link;
  if (decided) return 'queued';
  if (state === 'active' && mark !== 'off') return unsettled || recordId === null ? 'queued' : 'synchronised';
  if (state === 'dormant' && mark === 'on' && isOverruled(link)) return 'queued';
  // The mark that it was left alone by has been taken back.
  if (state === 'dormant' && mark === null && reason?.code === 'unmarked') return 'queued';
  // Nobody can do anything about a copy behind its organiser's: it waits.
  return ['active', 'dormant', 'awaiting-organizer'].includes(state) ? 'not-synchronised' : 'attention';
}

function left(code: string, mark: Mark | null, parameters: object = {}): ItemState {
  const reason = { code, parameters: { ...parameters } };
  return { state: 'not-synchronised', reason, marked: mark === 'on', markable: false, record: null };
}

/** What kept us from looking, as a reason. */
function troubleOf(error: unknown): [string, null, object?] {
  if (error instanceof SyncError) return ['mailbox-silent', null, { ...error.parameters, code: error.code }];
  if (error instanceof ProblemError && error.code === 'no-mailbox-for-mails')
    return ['meeting-mailbox-missing', null];
  throw error;
}

async function linksOf(
  { db }: MeetingSource,
  user: Actor,
  { link, recordId }: FoundMeeting,
): Promise<readonly KnownLink[]> {
  const made = recordId === null ? [] : await linksOfItem(db, user.id, { type: 'appointment', id: recordId });
  const settled = made.map((one) => ({ ...one, pending: false, removable: link !== null }));
  if (link === null) return settled;
  const waiting = await pendingLinksOf(db, user.id, link.linkId);
  const hits = await hitsOf(
    db,
    user.id,
    waiting.map((one) => one.recordId),
  );
  const names = await namesOfUsers(
    db,
    waiting.map((one) => one.linkedBy),
  );
  const pending = waiting.flatMap(({ recordId: id, linkedBy, linkedAt }) => {
    const hit = hits.get(id);
    const by = { id: linkedBy, displayName: names.get(linkedBy) ?? '' };
    return hit === undefined
      ? []
      : [{ ...hit, linkedBy: by, linkedAt, rule: null, pending: true, removable: true }];
  });
  return [...settled, ...pending];
}
