import type { Appointment, PageOf } from '../../../src/contract/index.ts';
import { equal, type JsonObject } from '../../../src/sync/json.ts';
import type { Violation } from '../journal.ts';
import { secretAt } from '../judges/secrets.ts';
import { advance, type Play } from '../play.ts';
import { prepare } from '../processes.ts';
import { thingOf } from '../reading.ts';
import { mailboxPlace, placesOf, shelfAt, type World } from '../world.ts';
import type { Household } from './install.ts';
import type { Premises } from './premises.ts';

/** Tables that say when something was done last, not what: they change with every pump and every request. */
const BOOKS = ['leases', 'feeds', 'mailboxes', 'sessions', 'pump_requests', 'idempotency_keys'];
/** What only the owner of a mailbox is shown, or nobody: what they keep private may be in there. */
const OWNERS = ['links', 'intents'];

/** What is to be true of the whole server when a story is over. */
export async function judgeServer(
  premises: Premises,
  home: Household,
  play: Play,
): Promise<readonly Violation[]> {
  const rest = await judgeRest(premises, play);
  const dump = await premises.database.dump();
  return [...rest, ...judgeSecrets(premises, home, play.world, dump), ...(await judgeApi(home, play.world))];
}

/** One more pump of everybody writes no row, and asks no server to write anything (I1). */
async function judgeRest({ database }: Premises, play: Play): Promise<readonly Violation[]> {
  const { world } = play;
  // Who doesn't come to rest has been told so already.
  if (play.violations.some(({ invariant }) => invariant === 'I1')) return [];
  const changes = (): readonly number[] => placesOf(world).map((place) => shelfAt(world, place).changes());
  const [before, counted] = [await database.dump(), changes()];
  for (const user of world.mailboxes.keys()) {
    world.clock.now += 61_000;
    const process = await prepare(play, { user, seed: 1, faults: 0, stop: null });
    await advance(play, process, Infinity, 'pause');
  }
  const after = await database.dump();
  const written = [...after]
    .filter(([table]) => !BOOKS.includes(table))
    .flatMap(([table, rows]) => {
      const known = new Set(before.get(table));
      const fresh = rows.filter((row) => !known.has(row)).length + Math.max(0, known.size - rows.length);
      return fresh === 0 ? [] : [`${String(fresh)} of ${table}`];
    });
  if (!equal(counted, changes())) written.push('items of a mailbox');
  return written.length === 0
    ? []
    : [{ invariant: 'I1', message: `a pump more wrote ${written.join(', ')}` }];
}

/** What is private, and what opens doors, is nowhere where anybody else could find it (I9). */
function judgeSecrets(
  { log }: Premises,
  { secrets }: Household,
  world: World,
  dump: ReadonlyMap<string, readonly string[]>,
): readonly Violation[] {
  const { salt } = world;
  const violations: Violation[] = [];
  const found = (what: string, where: string): void => {
    violations.push({ invariant: 'I9', message: `${what} is in ${where}` });
  };
  for (const [table, rows] of dump) {
    if (secrets.some((secret) => rows.some((row) => row.includes(secret))))
      found('a password or token', table);
    if (salt === '' || OWNERS.includes(table)) continue;
    const told = rows.find((row) => row.includes(salt));
    if (told !== undefined) found(`what is private (${told.slice(0, 120)})`, table);
  }
  const logged = log();
  if (secrets.some((secret) => logged.includes(secret))) found('a password or token', 'the log');
  if (salt === '') return violations;
  if (logged.includes(salt)) found('what is private', 'the log');
  for (const user of world.mailboxes.keys()) {
    const place = mailboxPlace(user);
    const others = [...shelfAt(world, place).items.values()].filter(
      ({ item }) => !world.secrets.has(secretAt(thingOf(item) ?? -1, place)),
    );
    if (JSON.stringify(others).includes(salt)) found('what is private', place);
  }
  return violations;
}

/** Everybody is shown by the API what is stored, of every appointment that is in their calendars. */
async function judgeApi({ ask, idOf }: Household, world: World): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  const records = [...world.shelf.items.values()].filter(({ deleted }) => !deleted);
  for (const [name, id] of idOf) {
    const page = (await ask(id, 'GET', '/api/appointments?limit=200')) as PageOf<Appointment>;
    const shown = new Map(page.items.map((appointment) => [appointment.id, appointment]));
    for (const { ref, item, users } of records.filter((record) => record.users.includes(name))) {
      const appointment = shown.get(ref.id) as unknown as JsonObject | undefined;
      const { '@type': _type, sequence: _sequence, ...properties } = item;
      const wrong = Object.keys(properties).filter((key) => !equal(appointment?.[key], item[key]));
      if (wrong.length === 0) continue;
      const what = `${wrong.join(', ')} of thing ${String(thingOf(item))}`;
      violations.push({
        invariant: 'I4',
        message: `the API shows ${name} (${users.join()}) another ${what}`,
      });
    }
  }
  return violations;
}
