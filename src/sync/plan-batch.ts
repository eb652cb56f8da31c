import { adoptAlike } from './adopt-alike.ts';
import type { Guard, Guarded } from './guard.ts';
import { occurrenceOf } from './identity.ts';
import type { ItemKind } from './item.ts';
import { refKey } from './observation.ts';
import { planLink } from './plan.ts';
import { hasCome } from './policy/witness.ts';
import type { IntentRecord, LedgerTransaction, Link, Ref } from './ports.ts';
import { record } from './record.ts';
import { planBasics, retryBy } from './session.ts';
import type { Session } from './session.ts';
import type { LinkPlan, PlanContext, Step } from './step.ts';

/** How many links are planned in one transaction. */
const BATCH = 100;

/** A step on record, with the link that it belongs to and the values that it replaces. */
export interface Written {
  readonly link: Link;
  readonly intent: IntentRecord;
  readonly plan: LinkPlan;
  readonly context: PlanContext;
}

/** What was planned together. `last` is where to go on; null when nothing was dirty any more. */
export interface Batch {
  readonly last: string | null;
  readonly written: readonly Written[];
  /** Plans that need no step. */
  readonly resting: readonly LinkPlan[];
}

/** Plans the next dirty links; what needs no step is settled, the steps of the others are written down. */
export async function planBatch(
  session: Session,
  tx: LedgerTransaction,
  after: string | null,
  guard: Guard,
): Promise<Batch> {
  if (after === null) await adoptAlike(session, tx);
  const dirty = await tx.dirtyLinks(after, BATCH);
  const last = dirty.at(-1)?.id ?? null;
  const links = dirty.filter((link) => !session.deferred.has(link.id));
  if (links.length === 0) return { last, written: [], resting: [] };
  const siblings = await siblingsOf(session, tx, links);
  const guarded = await guard(tx, links);
  const planned = links.flatMap((link) => {
    const context = contextFor(session, link, siblings, guarded);
    return context === null ? [] : [{ plan: planLink(link, context), context, before: link }];
  });
  const written = intentsOf(session, planned);
  // A changed key must be on record before the intent that carries it.
  await tx.saveLinks(
    planned.flatMap(({ plan, before }) => {
      const link = { ...plan.link, dirty: plan.step !== null || plan.link.dirty };
      return isSame(link, before) ? [] : [link];
    }),
  );
  const refusedIds = new Set(await tx.openIntentsIfFree(written.map(({ intent }) => intent)));
  for (const { intent, link } of written.filter((step) => refusedIds.has(step.intent.id))) {
    session.deferred.add(link.id);
    retryBy(session, intent.deadline);
  }
  // Another copy of the meeting may have to speak for it from now on.
  const changed = planned.flatMap(({ plan: { link }, before }) =>
    (link.state === 'ended' && before.state !== 'ended') || hasCome(before, link)
      ? (link.recordRef ?? [])
      : [],
  );
  if (changed.length > 0) await tx.touchSiblings(changed);
  const resting = planned.filter(({ plan }) => plan.step === null).map(({ plan }) => plan);
  await record(session, tx, resting);
  return { last, written: written.filter(({ intent }) => !refusedIds.has(intent.id)), resting };
}

/** Whether nothing of a link was replaced. */
function isSame(link: Link, before: Link): boolean {
  return (Object.keys(link) as (keyof Link)[]).every((key) => link[key] === before[key]);
}

/** Other mailboxes' links to the same thing: by its record, and by its identity. */
interface Siblings {
  /** Records (refKey) of those that this mailbox has a link to already. */
  readonly linked: ReadonlySet<string>;
  /** This mailbox's own links to series, by identity. */
  readonly bySeries: ReadonlyMap<string, Link>;
  readonly byRecord: ReadonlyMap<string, readonly Link[]>;
  readonly byIdentity: ReadonlyMap<string, readonly Link[]>;
}

/**
 * The siblings of each link. One that meets its record for the first time also wants to know who spoke for the meeting
 * before: copies whose record is not on record yet, and copies that have ended.
 */
async function siblingsOf(
  session: Session,
  tx: LedgerTransaction,
  links: readonly Link[],
): Promise<Siblings> {
  const refs = links.map((link) => link.recordRef).filter((ref): ref is Ref => ref !== null);
  const byRecord = refs.length === 0 ? [] : await tx.siblings(refs);
  const byIdentity: Link[] = [];
  for (const kind of session.ports.kinds) {
    const identities = links
      .filter((link) => link.kind === kind.type && (isMeeting(link) || isUntold(link, kind, session)))
      .flatMap(({ identity }) => identity ?? []);
    if (identities.length > 0) byIdentity.push(...(await tx.linksByIdentity(kind.type, identities)));
  }
  const bySeries = await seriesOf(session, tx, links);
  const theirs = byIdentity.flatMap(({ recordRef }) => recordRef ?? []);
  const linked = theirs.length === 0 ? [] : await tx.linksByRecord(theirs);
  return {
    linked: new Set(linked.flatMap(({ recordRef }) => (recordRef === null ? [] : [refKey(recordRef)]))),
    bySeries,
    byRecord: grouped(byRecord, ({ recordRef }) => (recordRef === null ? '' : refKey(recordRef))),
    byIdentity: grouped(
      byIdentity.filter(({ mailboxId }) => mailboxId !== session.lease.mailboxId),
      ({ identity }) => identity ?? '',
    ),
  };
}

/** The series of this mailbox that detached occurrences belong to which are gone from it. */
async function seriesOf(
  session: Session,
  tx: LedgerTransaction,
  links: readonly Link[],
): Promise<ReadonlyMap<string, Link>> {
  const found: Link[] = [];
  for (const kind of session.ports.kinds) {
    const identities = links
      .filter((link) => link.kind === kind.type && link.observed.mailbox.state === 'gone')
      .flatMap(({ identity }) => occurrenceOf(identity)?.series ?? []);
    if (identities.length > 0) found.push(...(await tx.linksByIdentity(kind.type, identities)));
  }
  const own = found.filter(
    ({ mailboxId, state }) => mailboxId === session.lease.mailboxId && state !== 'ended',
  );
  return new Map(own.map((link) => [link.identity ?? '', link]));
}

/** Whether both sides are there and nothing was agreed on yet. */
function isMeeting({ base, observed }: Link): boolean {
  const unpaired = base.crm === null || base.mailbox === null;
  return unpaired && observed.mailbox.state === 'present' && observed.crm.state === 'present';
}

/** Whether it is an invitation that may be about to make a record. */
function isUntold({ observed, recordRef }: Link, kind: ItemKind, { settings }: Session): boolean {
  const { mailbox } = observed;
  return (
    recordRef === null &&
    mailbox.state === 'present' &&
    kind.role(mailbox.item, settings.addresses) === 'attendee'
  );
}

function grouped(
  links: readonly Link[],
  keyOf: (link: Link) => string,
): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) groups.set(keyOf(link), [...(groups.get(keyOf(link)) ?? []), link]);
  return groups;
}

function contextFor(session: Session, link: Link, siblings: Siblings, guarded: Guarded): PlanContext | null {
  const kind = session.ports.kinds.find((candidate) => candidate.type === link.kind);
  if (kind === undefined) return null;
  const witnesses = siblings.byIdentity.get(link.identity ?? '') ?? [];
  return {
    ...planBasics(session, kind),
    siblings: link.recordRef === null ? [] : (siblings.byRecord.get(refKey(link.recordRef)) ?? []),
    witnesses,
    joinable: joinable(witnesses, siblings.linked),
    series: siblings.bySeries.get(occurrenceOf(link.identity)?.series ?? ''),
    guarded,
  };
}

/** The record, alive for all that is known, which other mailboxes' copies of a meeting belong to. */
function joinable(witnesses: readonly Link[], linked: ReadonlySet<string>): Ref | null {
  const living = witnesses.filter(
    ({ state, observed: { crm } }) => state !== 'ended' && crm.state !== 'gone' && crm.state !== 'unknown',
  );
  const refs = living.flatMap(({ recordRef }) => recordRef ?? []);
  return refs.find((ref) => !linked.has(refKey(ref))) ?? null;
}

/** The steps of a batch, ready to be written down: all calls of the batch are over by the deadline. */
function intentsOf(
  session: Session,
  planned: readonly { readonly plan: LinkPlan; readonly context: PlanContext }[],
): readonly Written[] {
  const { ports, settings } = session;
  const calls = groups(
    session,
    planned.flatMap(({ plan }) => (plan.step === null ? [] : [plan.step])),
    (step) => step,
  ).length;
  const lastsMs = Math.max(1, calls) * settings.callTimeoutMs;
  const deadline = ports.now() + lastsMs;
  return planned.flatMap(({ plan, context }) => {
    if (plan.step === null) return [];
    const intent = {
      ...plan.step,
      lost: plan.lost,
      id: ports.newId(),
      mailboxId: settings.mailboxId,
      linkId: plan.link.id,
      deadline,
      lastsMs,
    };
    return [{ link: plan.link, intent, plan, context }];
  });
}

/** Steps that one call can carry out together: same side, same operation, no more than the side takes at once. */
export function groups<T>(
  session: Session,
  entries: readonly T[],
  stepOf: (entry: T) => Pick<Step, 'side' | 'operation'>,
): readonly (readonly T[])[] {
  const byCall = new Map<string, T[]>();
  for (const entry of entries) {
    const { side, operation } = stepOf(entry);
    byCall.set(`${side}/${operation}`, [...(byCall.get(`${side}/${operation}`) ?? []), entry]);
  }
  return [...byCall].flatMap(([call, list]) => {
    const size = session.ports[call.startsWith('crm') ? 'crm' : 'mailbox'].traits.batch.write;
    return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
      list.slice(index * size, (index + 1) * size),
    );
  });
}
