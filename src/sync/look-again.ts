import { canonicalText } from './json.ts';
import { SIDES } from './leaf.ts';
import { newsOf } from './news.ts';
import type { LedgerTransaction } from './ports.ts';
import { releaseAside } from './release.ts';
import { transaction } from './session.ts';
import type { Session } from './session.ts';

const DAY_MS = 86_400_000;

/**
 * Marks what has to be read again although no feed reports it. When the normaliser keeps something else than before, or a
 * side can hold other properties, that is everything: what was stored would look like what somebody removed. Once a day it
 * is what was hidden from view: who may see something is not always a change of it. What was set aside is tried again when
 * what reads, writes or rules it has changed.
 */
export async function lookAgain(session: Session): Promise<void> {
  const day = String(Math.floor(session.ports.now() / DAY_MS));
  const forms = formsOf(session);
  await transaction(session, async (tx) => {
    if (await isNews(tx, FORMS_FEED, forms)) await tx.lookAgain(SIDES);
    if (await isNews(tx, HIDDEN_FEED, day)) await tx.lookAtHidden();
    await releaseAside(session, tx, forms);
  });
}

/** Whether a value is another one than it was last time; remembers it. The first one is no news. */
async function isNews(tx: LedgerTransaction, name: string, value: string): Promise<boolean> {
  const news = await newsOf(tx, name, value);
  return news !== null && news.before !== null;
}

/** By kind the normaliser's version, and what each side can hold. */
function formsOf({ ports: { kinds, mailbox, crm } }: Session): string {
  const sorted = (fields: readonly string[] = []): readonly string[] => [...fields].sort();
  return canonicalText(
    kinds.map(({ type, normaliserVersion }) => ({
      type,
      normaliserVersion,
      mailbox: sorted(mailbox.traits.fields[type]),
      crm: sorted(crm.traits.kinds[type]?.fields),
    })),
  );
}

const FORMS_FEED = ' forms';
const HIDDEN_FEED = ' hidden';
