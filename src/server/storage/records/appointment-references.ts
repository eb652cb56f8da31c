import { sql, type Kysely } from 'kysely';
import type { Item } from '../../../sync/item.ts';
import { isObject } from '../../../sync/json.ts';
import { matches } from '../../../sync/policy/decide.ts';
import { domainsOf, type Facts } from '../../../sync/policy/facts.ts';
import { findReferences, type Reference, type ReferenceRule } from '../../../sync/policy/references.ts';
import { list, referenceRules } from '../rules.ts';
import type { Database } from '../tables.ts';
import { readableBy } from './readable.ts';
import type { Writer } from './writer.ts';

/** An appointment as it was written, and as it was before; null: it is new. */
export interface WrittenAppointment {
  readonly id: string;
  readonly before: Item | null;
  readonly after: Item;
}

/**
 * Links appointments with the records whose numbers their texts name by the administrators' rules, as far as the writer may
 * see them. Only what a text names newly is linked: a link that a person took away stays away while the text stays.
 * A number that several records have names none of them.
 */
export async function linkReferences(
  tx: Kysely<Database>,
  writer: Writer,
  written: readonly WrittenAppointment[],
): Promise<void> {
  const changed = written.filter(({ before, after }) => before === null || textOf(before) !== textOf(after));
  if (changed.length === 0) return;
  const rules = writer.references ?? referenceRules(await list(tx));
  if (rules.length === 0) return;
  const rows = changed.flatMap(({ id, before, after }) =>
    newReferences(writer, rules, before, after).map(({ recordType, number, rule }) => ({
      ...{ id, type: recordType, number: number.toLowerCase(), rule },
    })),
  );
  if (rows.length > 0) await link(tx, writer, rows);
}

function newReferences(
  { user }: Writer,
  rules: readonly ReferenceRule[],
  before: Item | null,
  after: Item,
): readonly Reference[] {
  const facts: Facts = {
    user: user.id,
    kind: after['@type'],
    part: 'sole',
    private: false,
    categories: [],
    domains: domainsOf(after, []),
  };
  const about = rules.filter(({ when }) => matches(facts, when));
  const known = before === null ? [] : findReferences(textsOf(before), about);
  return findReferences(textsOf(after), about).filter(
    ({ recordType, number }) =>
      !known.some(
        (one) => one.recordType === recordType && one.number.toLowerCase() === number.toLowerCase(),
      ),
  );
}

/** Titles and texts, those of a series' single days included. */
function textsOf(item: Item): readonly string[] {
  const { recurrenceOverrides } = item;
  const days = isObject(recurrenceOverrides) ? Object.values(recurrenceOverrides).filter(isObject) : [];
  return [item, ...days]
    .flatMap((part) => [part['title'], part['description']])
    .filter((text): text is string => typeof text === 'string');
}

function textOf(item: Item): string {
  return JSON.stringify(textsOf(item));
}

async function link(
  tx: Kysely<Database>,
  { user, now }: Writer,
  rows: readonly {
    readonly id: string;
    readonly type: string;
    readonly number: string;
    readonly rule: string;
  }[],
): Promise<void> {
  await sql`
    WITH asked AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS x(id uuid, type text, number text, rule text)
    ), named AS (
      SELECT asked.id, asked.rule, min(r.id::text)::uuid AS record_id
      FROM asked JOIN records r ON lower(r.number) = asked.number AND r.type = asked.type
      WHERE r.deleted_at IS NULL AND r.number <> '' AND ${readableBy(user.id)}
      GROUP BY asked.id, asked.type, asked.number, asked.rule HAVING count(*) = 1
    )
    INSERT INTO appointment_links (appointment_id, record_id, linked_by, linked_at, rule)
    SELECT id, record_id, NULL, ${now}, rule FROM named
    ON CONFLICT DO NOTHING
  `.execute(tx);
}
