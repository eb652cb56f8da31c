import { CursorLost, LedgerConflict } from './errors.ts';
import { NOTHING_LOOKED_AT, lookedAt, readAll } from './look.ts';
import type { Looked } from './look.ts';
import { refKey } from './observation.ts';
import type { LedgerTransaction, Page, Reading, Ref } from './ports.ts';
import { callContext, transaction } from './session.ts';
import type { Session } from './session.ts';
import { takeInParts } from './set-aside.ts';
import { FEED, takeRecordChanges, takeRecordPage } from './take-records.ts';

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
      if (page.changes.length > 0)
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
  const readings = await readAll(session, 'crm', refs);
  return new Map(readings.map((reading) => [refKey(reading.ref), reading]));
}

async function takeIn(session: Session, page: Page, bodies: ReadonlyMap<string, Reading>): Promise<void> {
  try {
    await lookingFirst(session, (tx, looked) => takeRecordPage(session, tx, page, bodies, looked));
  } catch (error) {
    if (!(error instanceof LedgerConflict)) throw error;
    await takeInParts(session, 'crm', FEED, page, (changes, listing) =>
      lookingFirst(session, (tx, looked) => takeRecordChanges(session, tx, changes, bodies, looked, listing)),
    );
  }
}

/**
 * Does work that may ask for a look: a record that seems to be there a second time is taken in once it is known whether the
 * first one still lives. Then the work is done again.
 */
async function lookingFirst(
  session: Session,
  work: (tx: LedgerTransaction, looked: Looked) => Promise<readonly Ref[]>,
): Promise<void> {
  const elsewhere = await transaction(session, (tx) => work(tx, NOTHING_LOOKED_AT));
  if (elsewhere.length === 0) return;
  const looked = await lookedAt(session, 'crm', elsewhere);
  await transaction(session, (tx) => work(tx, looked));
}
