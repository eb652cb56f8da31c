import type { Kysely } from 'kysely';
import { mailboxCollections } from '../storage/mailbox-collections.ts';
import type { PumpError } from '../storage/pump-state.ts';
import type { Database } from '../storage/tables.ts';

/**
 * What the owner of a mailbox is told of chosen collections that are gone, by the names under which they were last
 * seen: `calendar-gone` with `name`, or `calendars-gone` with `names`; null when none is.
 */
export async function goneNotice(
  db: Kysely<Database>,
  mailboxId: string,
  gone: readonly string[],
): Promise<PumpError | null> {
  if (gone.length === 0) return null;
  const known = await mailboxCollections(db).list(mailboxId);
  const names = gone.map((id) => known.find((collection) => collection.id === id)?.name ?? id);
  const [name] = names;
  return names.length === 1 && name !== undefined
    ? { code: 'calendar-gone', parameters: { name } }
    : { code: 'calendars-gone', parameters: { names: names.join(', ') } };
}
