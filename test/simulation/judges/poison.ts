import { evidenceOf } from '../evidence.ts';
import type { Evidence, Sighting, Violation } from '../journal.ts';
import type { Play } from '../play.ts';
import { thingOf } from '../reading.ts';
import { judge } from '../reference-model.ts';
import { placesOf, shelfAt } from '../world.ts';

/** Things of which some copy can't be read by anybody now. */
export function poisoned({ world }: Play): ReadonlySet<number> {
  const things = new Set<number>();
  for (const place of placesOf(world)) {
    for (const { item, garbled, deleted } of shelfAt(world, place).items.values())
      if (garbled && !deleted) things.add(thingOf(item) ?? -1);
  }
  return things;
}

/**
 * While some items can't be read, all others are as they should be (I10): one poisoned item holds nobody up. Asked before
 * anything is healed; what waits for a person is not asked about
 * (DESIGN 5.6 and 5.9: unsent and held things differ until somebody answers).
 */
export function judgeOthers(play: Play, poison: ReadonlySet<number>): readonly Violation[] {
  const waiting = play.ledger.waiting();
  const apart = (thing: number): boolean => poison.has(thing) || waiting.has(thing);
  const evidence = evidenceOf(play.world, play.ledger);
  const sightings = Object.entries(evidence.sightings).map(([place, all]): [string, readonly Sighting[]] => [
    place,
    all.filter(({ thing }) => !apart(thing)),
  ]);
  const others: Evidence = {
    ...evidence,
    conflicts: evidence.conflicts.filter(({ thing }) => thing === null || !apart(thing)),
    homes: new Map([...evidence.homes].filter(([thing]) => !apart(thing))),
    meetings: new Map([...evidence.meetings].filter(([thing]) => !apart(thing))),
    sightings: Object.fromEntries(sightings),
  };
  const things = [...poison].join(', ');
  return judge(others)
    .filter(({ invariant }) => invariant === 'I4')
    .map(({ message }) => ({ invariant: 'I10', message: `while thing ${things} can't be read: ${message}` }));
}
