import type { ConflictRecord } from '../../src/sync/ports.ts';
import type { Json, JsonObject } from '../../src/sync/json.ts';
import { asHeld } from './as-held.ts';
import { EXCLUDED, NOTHING, type Evidence, type KeptConflict, type Place, type Value } from './journal.ts';
import { ALL_RULINGS, withholdsOthers } from './rulings.ts';
import type { SimulatedLedger } from './ledger.ts';
import { plain, rolesOf, ruleValue, tagsIn } from './reading.ts';
import { UNMAPPED } from './older-kind.ts';
import { factsOf, hasExchange, placesOf, sightingsAt, type World } from './world.ts';

/** What the reference model judges: what people did, what is there now, what was put on record. */
export function evidenceOf(
  world: World,
  ledger: Pick<SimulatedLedger, 'notes' | 'thingOfLink' | 'mailboxOfLink'>,
): Evidence {
  const places = placesOf(world);
  const each = <T>(of: (place: Place) => T): Record<Place, T> =>
    Object.fromEntries(places.map((place) => [place, of(place)]));
  // Private items are judged by what others see of them.
  const secret = new Set([...world.secrets].map((one) => Number(one.split(' ')[0])));
  const evidence: Evidence = {
    journal: [...world.journal],
    conflicts: ledger.notes().conflicts.map((record) =>
      keptConflict(record, {
        thing: ledger.thingOfLink(record.linkId),
        place: ledger.mailboxOfLink(record.linkId)?.replace('-', ' ') ?? null,
      }),
    ),
    places: each((place) => factsOf(world, place)),
    homes: new Map([...world.homes].filter(([thing]) => !secret.has(thing))),
    meetings: world.meetings,
    sightings: each((place) =>
      sightingsAt(world, place).filter(
        ({ thing }) => !secret.has(thing) && (secret.size === 0 || thing >= 0),
      ),
    ),
    withheld: withheldIn(world),
    unmapped: world.scenario.setup.upgrade === true ? UNMAPPED : [],
    oneWay: world.scenario.steps.some(({ type }) => type === 'rules' || type === 'ruling'),
  };
  return hasExchange(world) ? asHeld(evidence) : evidence;
}

/** Things that had what a rule about privacy asks for at some time: a category of every third, a guest. */
function withheldIn({ scenario, journal }: World): ReadonlySet<number> {
  const rules = scenario.steps.flatMap((step) =>
    step.type === 'ruling' ? step.rulings.flatMap((index) => ALL_RULINGS[index] ?? []) : [],
  );
  const withholding = rules.filter(withholdsOthers);
  const names = withholding.flatMap(({ when }) => (when.categories ?? []).map((name) => `e${name.slice(1)}`));
  const ofGuests = withholding.some(({ when }) => when.domains !== undefined);
  const isAsked = (field: string, value: Value): boolean =>
    field.startsWith('keywords of ')
      ? names.includes(value)
      : ofGuests && field.startsWith('participant mailto:guest');
  return new Set(
    journal
      .filter((entry) =>
        entry.type === 'edited'
          ? isAsked(entry.field, entry.value)
          : entry.type === 'created' && Object.entries(entry.values).some((pair) => isAsked(...pair)),
      )
      .map(({ thing }) => thing),
  );
}

function keptConflict(record: ConflictRecord, about: Pick<KeptConflict, 'thing' | 'place'>): KeptConflict {
  const [name = '', key, part] = record.field.split('/');
  const unresolved = record.unresolved === true;
  const of = (field: string | null, read: (side: JsonObject) => readonly Value[]): KeptConflict => {
    return { ...about, field, unresolved, winning: read(record.winning), losing: read(record.losing) };
  };
  if (name === 'recurrenceOverrides') {
    const isExclusion = (side: JsonObject): boolean =>
      part === 'excluded' && Object.values(side).includes(true);
    return of(null, (side) => (isExclusion(side) ? [EXCLUDED] : tagsIn(side)));
  }
  if (name === 'participants') {
    if (part !== undefined) return of(`answer of ${key ?? ''}`, (side) => [JSON.stringify(side)]);
    return of(`participant ${key ?? ''}`, (side) => [rolesOf(side) || NOTHING]);
  }
  if (name === 'recurrenceRules')
    return of('rule', (side) => {
      const rules: Json | undefined = side['value'];
      return [
        rules === undefined ? NOTHING : ruleValue({ start: '2027-01-01T00:00:00', recurrenceRules: rules }),
      ];
    });
  if (name === 'timeZone' || name === 'priority' || name === 'status')
    return of(name, (side) => [plain(side['value'])?.value ?? NOTHING]);
  return of(name, (side) => (Object.keys(side).length === 0 ? [NOTHING] : tagsIn(side)));
}
