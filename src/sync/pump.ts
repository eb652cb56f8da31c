import { Denied, LeaseLost, SyncError, Throttled } from './errors.ts';
import { canonicalText } from './json.ts';
import { lookAgain } from './look-again.ts';
import { newsOf } from './news.ts';
import { observeCollection } from './observe-mailbox.ts';
import { observeCrm } from './observe-crm.ts';
import { remembered } from './policy/remembered.ts';
import type { Remembered } from './policy/remembered.ts';
import type { Lease } from './ports.ts';
import { readPending } from './read.ts';
import { recover } from './recover.ts';
import { openSession, reportOf, retryAfter, retryBy, transaction } from './session.ts';
import type { Session } from './session.ts';
import type { PumpPorts, PumpReport, PumpSettings } from './settings.ts';
import { writeDirty } from './write.ts';

/** A write may lead to another one (record first, then mailbox; then what a server made of it): never endlessly. */
const MOST_ROUNDS = 8;
/** After an error that may pass at once (a broken connection, a restart), in milliseconds. */
const SOON_MS = 1_000;

/**
 * Brings one mailbox and the CRM into agreement, as far as that is possible now: finds out what became of unfinished
 * steps, observes both sides, plans, writes, acknowledges. May be interrupted anywhere and called again. Errors of a
 * provider end it early and are reported; LeaseLost and programming errors are thrown.
 */
export async function pump(ports: PumpPorts, lease: Lease, settings: PumpSettings): Promise<PumpReport> {
  const session = openSession(ports, lease, settings);
  try {
    await takeInAll(session);
    await agree(session);
    return reportOf(session, null);
  } catch (error) {
    if (!(error instanceof SyncError) || error instanceof LeaseLost) throw error;
    if (error instanceof Throttled) retryAfter(session, error);
    // How long to leave a provider alone that fails again and again is for those to say who start pumps.
    else if (!(error instanceof Denied)) retryBy(session, ports.now() + SOON_MS);
    return reportOf(session, error);
  }
}

/** Everything that comes before the first plan: what became of unfinished steps, and what both sides hold now. */
export async function takeInAll(session: Session): Promise<void> {
  await recover(session);
  await lookAgain(session);
  await wakeDormant(session);
  for (const collection of session.settings.collections) {
    if ((await observeCollection(session, collection)) === 'gone') session.gone.push(collection);
  }
  await readPending(session, 'mailbox');
  await observeCrm(session);
  await readPending(session, 'crm');
}

/** Writes until nothing is left to write; what writing stored is read back in between. */
async function agree(session: Session): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const written = await writeDirty(session);
    const read = (await readPending(session, 'mailbox')) + (await readPending(session, 'crm'));
    if (written + read === 0) return;
  }
}

/**
 * Sleeping links are looked at again once a day, as the window moves on; all links when the settings changed. When private
 * items are to be treated differently, they are read again too: what was stored of them followed the old rule.
 */
async function wakeDormant(session: Session): Promise<void> {
  const now = remembered(
    session.settings,
    session.ports.kinds.map((kind) => kind.type),
  );
  await transaction(session, async (tx) => {
    const news = await newsOf(tx, SETTINGS_FEED, canonicalText({ ...now }));
    if (news === null) return;
    const before = news.before === null ? null : (JSON.parse(news.before) as Remembered);
    if (before !== null && before.privacy !== now.privacy) await tx.lookAgain(['mailbox']);
    if (before?.settings === now.settings && before.privacy === now.privacy) await tx.touchDormant();
    else await tx.touchAll();
  });
}

const SETTINGS_FEED = ' settings';
