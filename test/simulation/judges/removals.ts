import type { Violation } from '../journal.ts';
import { thingOf } from '../reading.ts';
import { mailboxPlace, shelfAt, type World } from '../world.ts';

/**
 * Nothing goes that nobody deleted anywhere (I3), even if it is made again afterwards: what is left alone for a while, or
 * was in no listing, is still there. Only of shelves that keep what was deleted.
 */
export function judgeRemovals(world: World): readonly Violation[] {
  const secret = new Set([...world.secrets].map((one) => Number(one.split(' ')[0])));
  const deleted = new Set(world.journal.flatMap((entry) => (entry.type === 'deleted' ? [entry.thing] : [])));
  const left = new Set(
    [...world.meetings].flatMap(([thing, { copies }]) =>
      [...copies.values()].includes(null) ? [thing] : [],
    ),
  );
  return ['crm', ...[...world.mailboxes.keys()].map(mailboxPlace)].flatMap((place) =>
    [...shelfAt(world, place).items.values()]
      .filter((stored) => stored.deleted)
      .flatMap(({ item }): Violation[] => {
        const thing = thingOf(item);
        if (thing === null || secret.has(thing) || deleted.has(thing) || left.has(thing)) return [];
        const message = `thing ${String(thing)} was taken out of ${place}, and nobody had deleted it`;
        return [{ invariant: 'I3', message }];
      }),
  );
}
