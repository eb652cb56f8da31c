import type { ConflictRecord } from '../../src/sync/ports.ts';
import { EXCLUDED, type Evidence, type KeptConflict, type Place, type Value } from './journal.ts';
import { valuesIn } from './values.ts';
import { factsOf, placesOf, sightingsAt, type World } from './world.ts';

/** What the reference model judges: what people did, what is there now, what was put on record. */
export function evidenceOf(world: World, conflicts: readonly ConflictRecord[]): Evidence {
  const places = placesOf(world);
  const each = <T>(of: (place: Place) => T): Record<Place, T> =>
    Object.fromEntries(places.map((place) => [place, of(place)]));
  return {
    journal: world.journal,
    conflicts: conflicts.map(keptConflict),
    places: each((place) => factsOf(world, place)),
    homes: world.homes,
    meetings: world.meetings,
    sightings: each((place) => sightingsAt(world, place)),
  };
}

function keptConflict({ field, winning, losing }: ConflictRecord): KeptConflict {
  const values = (side: ConflictRecord['winning']): readonly Value[] =>
    field.endsWith('excluded') && Object.values(side).includes(true) ? [EXCLUDED] : valuesIn(side);
  return { winning: values(winning), losing: values(losing) };
}
