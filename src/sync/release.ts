import { canonicalText } from './json.ts';
import { newsOf } from './news.ts';
import { remembered } from './policy/remembered.ts';
import type { LedgerTransaction } from './ports.ts';
import { reason } from './reasons.ts';
import type { Session } from './session.ts';

/** What reads, writes and rules a mailbox's items, as texts to be compared. */
interface Regime {
  /** The adapters' revisions, and the forms in which items are compared. */
  readonly version: string;
  readonly settings: string;
}

/** How many lines of history are written at once. */
const LINES = 500;

/**
 * Gives what was set aside another chance when the adapters, the normaliser, the settings or the rules are not those any
 * more under which the mailbox was pumped last. Once: what is refused again stays aside until the next change. Held
 * deletions wait for a person whatever changes.
 * @param forms what items of each kind are made of (see look-again.ts)
 */
export async function releaseAside(session: Session, tx: LedgerTransaction, forms: string): Promise<void> {
  const now = regimeOf(session, forms);
  const news = await newsOf(tx, REGIME_FEED, canonicalText({ ...now }));
  if (news === null) return;
  const released = await tx.releaseQuarantined();
  const before = news.before === null ? null : (JSON.parse(news.before) as Regime);
  const why = reason('another-chance', { by: before?.version === now.version ? 'settings' : 'version' });
  const at = session.ports.now();
  for (let start = 0; start < released.length; start += LINES) {
    const part = released.slice(start, start + LINES);
    await tx.appendHistory(part.map((linkId) => ({ at, linkId, event: 'released', reason: why })));
  }
}

function regimeOf({ ports: { kinds, mailbox, crm }, settings }: Session, forms: string): Regime {
  const types = kinds.map(({ type }) => type);
  const { settings: rules, privacy } = remembered(settings, types);
  return {
    version: canonicalText([mailbox.traits.revision, crm.traits.revision, forms]),
    // The window moves on by itself, and sets nothing aside.
    settings: canonicalText([rules, privacy]),
  };
}

const REGIME_FEED = ' regime';
