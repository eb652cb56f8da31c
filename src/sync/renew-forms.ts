import { canonicalText } from './json.ts';
import { SIDES } from './leaf.ts';
import { transaction } from './session.ts';
import type { Session } from './session.ts';

/**
 * When the normaliser keeps something else than before, or a side can hold other properties, both sides are read again
 * before anything is planned: what was stored of them would look like what somebody removed.
 */
export async function renewForms(session: Session): Promise<void> {
  const forms = formsOf(session);
  await transaction(session, async (tx) => {
    const feed = await tx.feed(FORMS_FEED);
    if (feed.cursor === forms) return;
    if (feed.cursor !== null) await tx.lookAgain(SIDES);
    await tx.saveFeed(FORMS_FEED, { ...feed, cursor: forms });
  });
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

/** Not a collection's id: those are the providers' own and never begin like this. */
const FORMS_FEED = ' forms';
