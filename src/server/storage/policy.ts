import { sql, type Kysely } from 'kysely';
import type { Privacy } from '../../sync/policy/rule.ts';
import { requestAllPumps } from './rules.ts';
import type { Database } from './tables.ts';

/** What holds for everybody, whatever owners of mailboxes choose. */
export interface StoredPolicy {
  readonly version: string;
  /** The most that may be shown of private items. */
  readonly privacy: Privacy;
}

/** The policy that holds for everybody. */
export interface PolicyStore {
  read(): Promise<StoredPolicy>;
  /** Asks for pumps of all mailboxes. */
  update(version: string, policy: Pick<StoredPolicy, 'privacy'>): Promise<StoredPolicy | 'version-changed'>;
  /** By canonical address the ids of the connected mailboxes of active users. */
  synchronised(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** The policy in the database. */
export function policyStore(db: Kysely<Database>): PolicyStore {
  const read = () => db.selectFrom('policy').select(['version', 'privacy']).executeTakeFirstOrThrow();
  return {
    read,
    update: (version, { privacy }) =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('policy')
          .set({ privacy, version: sql<string>`version + 1` })
          .where('version', '=', version)
          .returning(['version', 'privacy'])
          .executeTakeFirst();
        if (row === undefined) return 'version-changed';
        await requestAllPumps(tx);
        return row;
      }),
    async synchronised() {
      const { rows } = await sql<{ address: string; ids: string[] }>`
        SELECT a.address, array_agg(DISTINCT m.id::text) AS ids
        FROM mailboxes m JOIN users u ON u.id = m.user_id AND u.active
          CROSS JOIN LATERAL unnest(m.addresses || u.addresses) AS a(address)
        WHERE m.removed_at IS NULL AND m.state <> 'new'
        GROUP BY a.address
      `.execute(db);
      return new Map(rows.map(({ address, ids }) => [address, ids]));
    },
  };
}
