import { sql } from 'kysely';
import { equal, type JsonObject } from '../../../src/sync/json.ts';
import type { Shift } from '../played-server.ts';
import type { Scenario } from '../scenario.ts';
import { createWorld, type World } from '../world.ts';
import { mailboxId } from '../processes.ts';
import { crmShelf, type RecordRow } from './crm-shelf.ts';
import { install, type Household } from './install.ts';
import { judgeServer } from './judges.ts';
import { ledgerView, type LedgerRows } from './ledger-view.ts';
import type { Premises } from './premises.ts';
import { work, type End } from './shift.ts';

/** The world of a story that is played on the whole server: users with connected mailboxes, and nothing in them. */
export async function wholeWorld(premises: Premises, scenario: Scenario, salt: string): Promise<World> {
  const bare = await createWorld(scenario, salt);
  const { database } = premises;
  await premises.begin(() => bare.clock.now);
  const home = await install(premises, bare);
  const nameOf = (id: string): string => home.nameOf.get(id) ?? '';
  const idOf = (name: string): string => home.idOf.get(name) ?? '';
  const { ask } = home;
  const shelf = crmShelf(
    { nameOf, idOf, ask },
    () => lookAtRecords(),
    () => {
      database.forgetCursors();
    },
  );
  const ledger = ledgerView(database, {
    mailboxIdOf: (name) => home.mailboxes.get(name) ?? '',
    ownerOf: (id) => home.owners.get(id) ?? '',
    mailboxIds: () => [...home.mailboxes.values()],
    ask,
  });
  const lookAtRecords = async (): Promise<void> => {
    const { rows } = await sql<{ records: readonly RecordRow[] }>`SELECT ${RECORDS} AS records`.execute(
      database.db,
    );
    shelf.take(rows[0]?.records ?? []);
  };
  const end = createEnd();
  const running = new Set<Promise<unknown>>();
  const said = new Map<number, JsonObject>();
  const world: World = {
    ...bare,
    shelf,
    server: {
      ledger,
      look: async () => {
        const { rows } = await sql<LedgerRows & { records: readonly RecordRow[] }>`
          SELECT ${RECORDS} AS records, ${LINKS} AS links, ${INTENTS} AS intents, ${CONFLICTS} AS conflicts,
            (SELECT coalesce(json_agg(json_build_object('id', id, 'at', (extract(epoch FROM at) * 1000)::bigint,
              'linkId', link_id, 'event', event, 'reason', reason) ORDER BY id), '[]')
             FROM history WHERE id > ${ledger.seen()}) AS history
        `.execute(database.db);
        const [found] = rows;
        if (found === undefined) return;
        shelf.take(found.records);
        ledger.take(found);
      },
      pump: async (shift) => {
        await decide(world, home, said, shift);
        const done = work(premises, world, shift, end);
        running.add(done.catch(() => undefined));
        return done;
      },
      judge: (play) => judgeServer(premises, home, play),
    },
    close: async () => {
      end.bring();
      await Promise.all(running);
      await bare.close();
    },
  };
  return world;
}

/** Has the owner of a mailbox say which way its items travel and what is shown of private ones, if they changed their mind. */
async function decide(
  { rules, decided, scenario }: World,
  { ask, mailboxes, owners }: Household,
  said: Map<number, JsonObject>,
  { user }: Shift,
): Promise<void> {
  const begun = scenario.setup.mailboxes[user]?.privacy ?? 'in';
  const direction = rules.get(user)?.direction ?? 'both';
  const settings = { direction, privacy: decided.get(user)?.privacy ?? begun };
  if (equal(settings, said.get(user) ?? { direction: 'both', privacy: begun })) return;
  said.set(user, settings);
  const id = mailboxes.get(mailboxId(user)) ?? '';
  const owner = owners.get(id) ?? '';
  const { version } = (await ask(owner, 'GET', `/api/mailboxes/${id}`)) as { readonly version: string };
  await ask(owner, 'PATCH', `/api/mailboxes/${id}`, { settings }, version);
}

function createEnd(): End & { bring(): void } {
  let hasCome = false;
  let reject: (error: Error) => void = () => undefined;
  const come = new Promise<never>((_resolve, rejected) => {
    reject = rejected;
  });
  come.catch(() => undefined);
  return {
    come,
    hasCome: () => hasCome,
    bring: () => {
      hasCome = true;
      reject(new Error('The story is over'));
    },
  };
}

const RECORDS = sql`(
  SELECT coalesce(json_agg(json_build_object('id', r.id, 'version', r.version, 'correlationKey', a.correlation_key,
    'owner', r.owner_id, 'users', r.users, 'deleted', r.deleted_at IS NOT NULL, 'item', a.item) ORDER BY r.id), '[]')
  FROM records r JOIN appointments a ON a.record_id = r.id)`;
const LINKS = sql`(SELECT coalesce(json_agg(l ORDER BY l.id), '[]') FROM links l)`;
const INTENTS = sql`(
  SELECT coalesce(json_agg(json_build_object('mailbox_id', mailbox_id, 'document', document) ORDER BY id), '[]')
  FROM intents)`;
const CONFLICTS = sql`(
  SELECT coalesce(json_agg(json_build_object('id', id, 'linkId', link_id, 'field', field, 'losingSide', losing_side,
    'at', (extract(epoch FROM at) * 1000)::bigint, 'losing', losing, 'winning', winning) ORDER BY id), '[]')
  FROM conflicts)`;
