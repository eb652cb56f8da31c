import { CursorLost } from './errors.ts';
import { linksForRecords } from './identify-record.ts';
import { NOTHING_LOOKED_AT, lookedAt } from './look.ts';
import type { Looked } from './look.ts';
import { refKey, seenGone, seenRecord, seenUnread } from './observation.ts';
import { FIRST, feedAfter, inListing } from './take-page.ts';
import { unreadable } from './unreadable.ts';
import { existing } from './untouched.ts';
import type { Change, Found, LedgerTransaction, Link, Page, Reading, Ref } from './ports.ts';
import { callContext, kindOf, transaction } from './session.ts';
import type { Session } from './session.ts';

const FEED = 'crm';

/** Takes in what the CRM's feed reports, page by page, as far as it concerns this mailbox. */
export async function observeCrm(session: Session): Promise<void> {
  let more = true;
  while (more) {
    const state = await transaction(session, (tx) => tx.feed(FEED));
    try {
      const page = await session.ports.crm.changes(state.cursor, callContext(session));
      const bodies = await readBodies(session, page);
      await takeIn(session, page, bodies);
      session.tally.observed.crm += page.changes.length;
      session.ports.onProgress?.({ phase: 'observe-crm', done: session.tally.observed.crm });
      more = page.more;
    } catch (error) {
      if (!(error instanceof CursorLost) || state.cursor === null) throw error;
      await transaction(session, (tx) => tx.saveFeed(FEED, { ...state, cursor: null, listingOpen: false }));
    }
  }
}

/** Whether a record concerns this mailbox is in its content: what came without is read before anything is stored. */
async function readBodies(session: Session, page: Page): Promise<ReadonlyMap<string, Reading>> {
  const refs = page.changes.flatMap((change) =>
    change.type === 'present' && change.found === undefined ? [change.ref] : [],
  );
  const readings: Reading[] = [];
  const size = session.ports.crm.traits.batch.read;
  for (let start = 0; start < refs.length; start += size) {
    readings.push(...(await session.ports.crm.read(refs.slice(start, start + size), callContext(session))));
  }
  return new Map(readings.map((reading) => [refKey(reading.ref), reading]));
}

/** Takes in a page; a record that seems to be there a second time needs a look at the first, and then a second turn. */
async function takeIn(session: Session, page: Page, bodies: ReadonlyMap<string, Reading>): Promise<void> {
  const elsewhere = await transaction(session, (tx) =>
    takePage(session, tx, page, bodies, NOTHING_LOOKED_AT),
  );
  if (elsewhere.length === 0) return;
  const looked = await lookedAt(session, 'crm', elsewhere);
  await transaction(session, (tx) => takePage(session, tx, page, bodies, looked));
}

/** Returns the records that somebody has to look at first; then the page is not taken in yet, nor is its cursor. */
async function takePage(
  session: Session,
  tx: LedgerTransaction,
  page: Page,
  bodies: ReadonlyMap<string, Reading>,
  looked: Looked,
): Promise<readonly Ref[]> {
  const state = feedAfter(await tx.feed(FEED), page);
  const changes = [...new Map(page.changes.map((change) => [refKey(change.ref), change])).values()];
  const known = await linksByRecord(
    tx,
    changes.map((change) => change.ref),
  );
  const after: Link[] = [];
  const unlinked: Found[] = [];
  for (const change of changes) {
    const link = known.get(refKey(change.ref));
    const found = foundIn(change, bodies);
    if (link === undefined && found !== null) unlinked.push(found);
    if (link !== undefined) after.push(changed(session, link, change, found));
  }
  const listed = (links: readonly Link[]): readonly Link[] =>
    page.listing === 'full' ? links.map((link) => inListing(link, 'crm', state.listing)) : links;
  // What is known to be gone must be on record before anything takes its place.
  await tx.saveLinks(listed(after));
  const { links, elsewhere } = await linksForRecords(session, tx, unlinked, looked);
  if (elsewhere.length > 0) return elsewhere;
  const isFirst = page.listing === 'full' && state.listing === FIRST;
  await tx.saveLinks(listed(isFirst ? existing(links, 'crm', session.settings) : links));
  if (page.complete) await tx.markMissing('crm', FEED, state.listing);
  await tx.saveFeed(FEED, state);
  return [];
}

function foundIn(change: Change, bodies: ReadonlyMap<string, Reading>): Found | null {
  if (change.type !== 'present') return null;
  if (change.found !== undefined) return change.found;
  const reading = bodies.get(refKey(change.ref));
  return reading?.type === 'found' ? reading.found : null;
}

function changed(session: Session, link: Link, change: Change, found: Found | null): Link {
  if (change.type === 'removed') return seenGone(link, 'crm');
  if (change.type === 'malformed') return unreadable(link, 'crm', change);
  // Not to be read just now: its version is noted, so that the change is not forgotten.
  if (found === null) return seenUnread(link, 'crm', change.version);
  const kind = kindOf(session, found.item);
  return kind === undefined ? link : seenRecord(link, found, kind, session.settings);
}

async function linksByRecord(
  tx: LedgerTransaction,
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, Link>> {
  const known = new Map<string, Link>();
  for (const link of await tx.linksByRecord(refs)) {
    if (link.state !== 'ended' && link.recordRef !== null) known.set(refKey(link.recordRef), link);
  }
  return known;
}
