import { NOTHING, type Place, type Values } from './journal.ts';
import type { Play } from './play.ts';
import { mailboxId } from './processes.ts';
import { valuesOf } from './reading.ts';
import { copyAt, mailboxPlace, userAt, type World } from './world.ts';

/**
 * A user leaves their mailbox as it is: what the record says otherwise is not to get there. Notes it down as the two stand
 * now: all that the record has said since both last agreed.
 */
export function noteLeft({ world, ledger }: Play, user: number, things: readonly number[]): void {
  const place = mailboxPlace(user);
  for (const thing of things) {
    const link = ledger
      .links(mailboxId(user))
      .find((one) => one.state !== 'ended' && ledger.thingOfLink(one.id) === thing);
    // What stands in the mailbox already, and of which only the others were not told, is not left out of it.
    if (link?.untold != null) continue;
    const base = link?.base.crm ?? null;
    const agreed = base === null ? null : valuesOf(base, 'crm');
    const values = differing(valuesAt(world, 'crm', thing), valuesAt(world, place, thing), agreed);
    const record = copyAt(world, 'crm', thing);
    const asked = link?.observed.crm;
    const isAsked = asked?.state === 'present' && asked.version === record?.version;
    world.journal.push({
      ...{ type: 'left', thing, place, values },
      ...(isAsked || record === null ? {} : { overtaken: true }),
    });
  }
}

/** Somebody has written into the record of a thing: who was asked about it before, and whose answer nobody has heard yet, was not asked about that. */
export function noteOvertaken({ world, ledger }: Play, thing: number): void {
  for (const [index, entry] of world.journal.entries()) {
    if (entry.type !== 'left' || entry.thing !== thing) continue;
    const links = ledger.links(mailboxId(userAt(entry.place)));
    const isOpen = links.some((link) => link.decision === 'discard' && ledger.thingOfLink(link.id) === thing);
    if (isOpen) world.journal[index] = { ...entry, overtaken: true };
  }
}

function valuesAt(world: World, place: Place, thing: number): Values | null {
  const copy = copyAt(world, place, thing);
  return copy === null ? null : valuesOf(copy.item, place);
}

/**
 * What the record says otherwise than the mailbox, and has said since they last agreed (null: never); null where one
 * of the two is not there.
 */
function differing(record: Values | null, item: Values | null, agreed: Values | null): Values | null {
  if (record === null || item === null) return null;
  const fields = [...new Set([record, item, agreed ?? {}].flatMap((values) => Object.keys(values)))];
  const isNew = (field: string, said: string): boolean =>
    agreed === null || said !== (agreed[field] ?? NOTHING);
  return Object.fromEntries(
    fields
      .map((field) => [field, record[field] ?? NOTHING] as const)
      .filter(([field, said]) => said !== (item[field] ?? NOTHING) && isNew(field, said)),
  );
}
