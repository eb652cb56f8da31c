import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Direction, Privacy, Rule, RuleConditions } from '../../sync/policy/rule.ts';
import type { ReferenceRule } from '../../sync/policy/references.ts';
import type { Database } from './tables.ts';
import type { RuleTable } from './tables/rules.ts';

/** What a rule does: which way items go, what is shown of them, or which record a meeting's text links it with. */
export type RuleEffect =
  | { readonly type: 'direction'; readonly direction: Direction }
  | { readonly type: 'privacy'; readonly privacy: Privacy }
  | { readonly type: 'link'; readonly recordType: 'opportunity' | 'matter'; readonly text: string };

/** A rule of the administrators. */
export interface StoredRule {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly active: boolean;
  readonly when: RuleConditions;
  readonly then: RuleEffect;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What people say of a rule. */
export type RuleContent = Pick<StoredRule, 'name' | 'active' | 'when' | 'then'>;

/** The rules, in their order. Every change asks for pumps of all mailboxes, in its own transaction. */
export interface RuleStore {
  list(): Promise<readonly StoredRule[]>;
  find(id: string): Promise<StoredRule | null>;
  /** Comes last. A rule of that id is answered as it is. */
  create(id: string, content: RuleContent): Promise<StoredRule>;
  update(
    id: string,
    version: string,
    change: Partial<RuleContent>,
  ): Promise<StoredRule | 'missing' | 'version-changed'>;
  remove(id: string, version: string): Promise<'removed' | 'missing' | 'version-changed'>;
  /** `rules-changed`: these are not the rules that there are. */
  order(ids: readonly string[]): Promise<'ordered' | 'rules-changed'>;
}

/** Rules in the database. */
export function ruleStore(db: Kysely<Database>): RuleStore {
  return {
    list: () => list(db),
    find: (id) => find(db, id),
    create: (id, content) => db.transaction().execute((tx) => create(tx, id, content)),
    update: (id, version, change) => db.transaction().execute((tx) => update(tx, id, version, change)),
    remove: (id, version) => db.transaction().execute((tx) => remove(tx, id, version)),
    order: (ids) => db.transaction().execute((tx) => order(tx, ids)),
  };
}

/** The rules that say which way items go and what is shown of them, as the engine takes them. */
export function engineRules(rules: readonly StoredRule[]): readonly Rule[] {
  return rules.flatMap(({ id, name, active, when, then }) => {
    if (!active || then.type === 'link') return [];
    const effect = then.type === 'direction' ? { direction: then.direction } : { privacy: then.privacy };
    return [{ id, name, when, then: effect }];
  });
}

/** The rules by which a meeting's text links it with records. */
export function referenceRules(rules: readonly StoredRule[]): readonly ReferenceRule[] {
  return rules.flatMap(({ name, active, when, then }) =>
    active && then.type === 'link' ? [{ name, when, recordType: then.recordType, text: then.text }] : [],
  );
}

/** Asks for a pump of every mailbox that is connected: what holds for everybody has changed. */
export async function requestAllPumps(tx: Kysely<Database>): Promise<void> {
  await sql`
    INSERT INTO pump_requests (mailbox_id, forced) SELECT id, false FROM mailboxes WHERE removed_at IS NULL
  `.execute(tx);
}

/** All rules, those that are switched off included. */
export async function list(db: Kysely<Database>): Promise<readonly StoredRule[]> {
  const rows = await db.selectFrom('rules').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(toRule);
}

async function find(db: Kysely<Database>, id: string): Promise<StoredRule | null> {
  const row = await db.selectFrom('rules').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRule(row);
}

async function create(tx: Transaction<Database>, id: string, content: RuleContent): Promise<StoredRule> {
  await lock(tx);
  const known = await find(tx, id);
  if (known !== null) return known;
  const { name, active, when, then } = content;
  const row = await tx
    .insertInto('rules')
    .values({
      ...{ id, name, active },
      position: sql<number>`(SELECT coalesce(max(position), 0) + 1 FROM rules)`,
      conditions: JSON.stringify(when),
      effect: JSON.stringify(then),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await requestAllPumps(tx);
  return toRule(row);
}

async function update(
  tx: Transaction<Database>,
  id: string,
  version: string,
  { name, active, when, then }: Partial<RuleContent>,
): Promise<StoredRule | 'missing' | 'version-changed'> {
  const before = await lockedAt(tx, id, version);
  if (typeof before === 'string') return before;
  const row = await tx
    .updateTable('rules')
    .set({
      name: name ?? before.name,
      active: active ?? before.active,
      conditions: JSON.stringify(when ?? before.when),
      effect: JSON.stringify(then ?? before.then),
      version: sql<string>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await requestAllPumps(tx);
  return toRule(row);
}

async function remove(
  tx: Transaction<Database>,
  id: string,
  version: string,
): Promise<'removed' | 'missing' | 'version-changed'> {
  const before = await lockedAt(tx, id, version);
  if (typeof before === 'string') return before;
  await tx.deleteFrom('rules').where('id', '=', id).execute();
  await requestAllPumps(tx);
  return 'removed';
}

async function order(
  tx: Transaction<Database>,
  ids: readonly string[],
): Promise<'ordered' | 'rules-changed'> {
  await lock(tx);
  const known = (await list(tx)).map(({ id }) => id);
  if (ids.length !== known.length || !known.every((id) => ids.includes(id))) return 'rules-changed';
  await sql`
    UPDATE rules SET position = o.position
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, position) WHERE o.id = rules.id
  `.execute(tx);
  await requestAllPumps(tx);
  return 'ordered';
}

/** The rule, if it stands at this version; nobody else changes the list until the transaction ends. */
async function lockedAt(
  tx: Transaction<Database>,
  id: string,
  version: string,
): Promise<StoredRule | 'missing' | 'version-changed'> {
  await lock(tx);
  const rule = await find(tx, id);
  if (rule === null) return 'missing';
  return rule.version === version ? rule : 'version-changed';
}

/** Whoever changes the list does so alone; there are few rules, and they are changed by few people. */
async function lock(tx: Transaction<Database>): Promise<void> {
  await sql`LOCK TABLE rules IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

function toRule(row: Selectable<RuleTable>): StoredRule {
  const { id, version, name, active, conditions: when, effect: then } = row;
  return { id, version, name, active, when, then, createdAt: row.created_at, updatedAt: row.updated_at };
}
