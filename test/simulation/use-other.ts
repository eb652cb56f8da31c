import { editOf, keptValue, placeOf, valueAt } from '../../src/server/http/conflict-values.ts';
import { contractConflict } from '../../src/server/http/conflicts.ts';
import { equal } from '../../src/sync/json.ts';
import type { Event } from '../../src/sync/kinds/event/event.ts';
import type { ConflictRecord } from '../../src/sync/ports.ts';
import { mayAct } from './allowed.ts';
import { EXCLUDED, NOTHING } from './journal.ts';
import type { Play } from './play.ts';
import { mailboxId } from './processes.ts';
import { valuesOf } from './reading.ts';
import type { Step } from './scenario.ts';
import { copyAt, shelfAt } from './world.ts';

const CRM = 'crm';

/**
 * A user looks at the latest conflict of their mailbox and prefers the value that did not prevail: as the server does it, that
 * is an edit of the record. Returns whether there was one.
 */
export async function useOther(
  play: Play,
  { user }: Extract<Step, { readonly type: 'use-other' }>,
): Promise<boolean> {
  const { world, ledger } = play;
  const theirs = ledger
    .notes()
    .conflicts.filter(({ linkId }) => ledger.mailboxOfLink(linkId) === mailboxId(user));
  for (const conflict of theirs.toReversed())
    if (!world.used.has(conflict.id) && (await write(play, conflict))) return true;
  return false;
}

async function write(play: Play, conflict: ConflictRecord): Promise<boolean> {
  const { world, ledger } = play;
  const thing = ledger.thingOfLink(conflict.linkId);
  const record = thing === null ? null : copyAt(world, CRM, thing);
  if (thing === null || record === null || !isOffered(play, conflict)) return false;
  if (!mayAct(play, { type: 'edit', place: CRM, thing, edit: 0, fields: [] })) return false;
  const { item, ref } = record;
  const place = placeOf(conflict.field);
  const value = keptValue(conflict.losing);
  const patch = equal(valueAt(item, place), value) ? null : editOf(item as unknown as Event, place, value);
  if (patch === null) return false;
  const [before, after] = [valuesOf(item, CRM), valuesOf({ ...item, ...patch }, CRM)];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => before[field] !== after[field],
  );
  // What several people may have written, or nobody, does not tell who wins.
  const [field] = fields;
  if (
    field === undefined ||
    fields.length > 1 ||
    !isTold(field, before[field]) ||
    !isTold(field, after[field])
  )
    return false;
  await shelfAt(world, CRM).edit(ref.id, patch);
  world.used.add(conflict.id);
  const [chosen, instead] = [after[field] ?? NOTHING, before[field] ?? NOTHING];
  world.journal.push({ type: 'edited', thing, place: CRM, field, value: chosen, seen: instead, again: true });
  return true;
}

/** Whether the server lets anybody ask for it: not where the value would not get to the mailbox, or would be undone from there. */
function isOffered({ ledger }: Play, conflict: ConflictRecord): boolean {
  const mailbox = ledger.mailboxOfLink(conflict.linkId);
  const link = mailbox === null ? undefined : ledger.links(mailbox).find(({ id }) => id === conflict.linkId);
  if (mailbox === null || link === undefined) return false;
  return contractConflict({ ...conflict, at: new Date(conflict.at), mailboxId: mailbox, link }, true).usable;
}

/** Of whose edit a value tells, in fields of which each value is one person's. */
function isTold(field: string, value: string | undefined): boolean {
  return value !== undefined && value !== EXCLUDED && !field.startsWith('participant ') && field !== 'rule';
}
