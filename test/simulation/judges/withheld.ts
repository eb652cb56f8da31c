import type { Violation } from '../journal.ts';
import { textOf } from '../loose-json.ts';
import { isPrivate } from './secrets.ts';
import { thingOf, valuesOf } from '../reading.ts';
import type { Step } from '../scenario.ts';
import { descriptionOf, placeName, titleOf } from '../values.ts';
import { mailboxPlace, shelfAt, type World } from '../world.ts';

/** What is written there. */
const MEDDLED = ['title', 'description', 'locations'];

/**
 * In the CRM somebody writes a title, a text and a place into a record that says only when its owner is busy. Such a record
 * can be told by its UID alone.
 */
export async function meddle(
  world: World,
  { place, thing, edit }: Extract<Step, { readonly type: 'meddle' }>,
): Promise<boolean> {
  const shelf = shelfAt(world, place);
  const busy = [...shelf.items.values()].find(
    ({ item, deleted }) => !deleted && textOf(item['uid']) === uidOf(thing) && thingOf(item) === null,
  );
  if (busy === undefined) return false;
  const locations = { '1': { name: placeName(edit) } };
  const patch = { title: titleOf(thing, edit), description: descriptionOf(edit), locations };
  await shelf.edit(busy.ref.id, patch);
  world.meddled.set(edit, thing);
  return true;
}

/** What is withheld from the CRM can't be written there: nothing of such an edit is on what its owner keeps private (I9). */
export function judgeWithheld(world: World): readonly Violation[] {
  return [...world.mailboxes.keys()].flatMap((user) => {
    const place = mailboxPlace(user);
    return [...shelfAt(world, place).items.values()]
      .filter(({ item, deleted }) => !deleted && isPrivate(item))
      .flatMap(({ item }) => {
        const said = valuesOf(item, place);
        const leaked = [...world.meddled]
          .filter(([, thing]) => textOf(item['uid']) === uidOf(thing))
          .filter(([edit]) => MEDDLED.some((field) => said[field] === `e${String(edit)}`));
        if (leaked.length === 0) return [];
        const message = `what was written into a busy record is in ${place}: ${leaked.map(([edit]) => edit).join(', ')}`;
        return [{ invariant: 'I9', message } satisfies Violation];
      });
  });
}

function uidOf(thing: number): string {
  return `thing-${String(thing)}@people.example`;
}
