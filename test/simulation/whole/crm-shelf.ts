import { applyPatch, type Item, type Patch } from '../../../src/sync/item.ts';
import type { Appointment } from '../../../src/contract/index.ts';
import type { Stored } from '../../../src/server/memory/store.ts';
import type { Shelf } from '../shelf.ts';
import { RECORD_TYPE } from '../world.ts';
import type { Ask } from './premises.ts';

/** A row of the CRM, with what people see of it. */
export interface RecordRow {
  readonly id: string;
  readonly version: number;
  readonly correlationKey: string | null;
  readonly owner: string;
  /** Ids of users. */
  readonly users: readonly string[];
  readonly deleted: boolean;
  readonly item: Item;
}

/** Who works in the CRM: names of the story, by id. */
export interface Staff {
  nameOf(id: string): string;
  idOf(name: string): string;
  /** Asks the API as this user. */
  readonly ask: Ask;
}

/** The built-in CRM as a place of a story: people work in it through the API, as the pages do. */
export interface CrmShelf extends Shelf {
  /** What was found in the database. */
  take(rows: readonly RecordRow[]): void;
}

/**
 * @param look reads the rows and has them taken
 * @param forgetCursors makes the change feed begin anew
 */
export function crmShelf(staff: Staff, look: () => Promise<void>, forgetCursors: () => void): CrmShelf {
  const items = new Map<string, Stored>();
  const owners = new Map<string, string>();
  /** What people made: nobody looks for it by a key that a worker lost. */
  const byHand = new Set<string>();
  let changes = 0;
  let turn = 0;
  const alive = (id: string): Stored => {
    const stored = items.get(id);
    if (stored === undefined || stored.deleted) throw new RangeError(`No live record ${id}`);
    return stored;
  };
  /** People take turns, as far as it is theirs. */
  const somebody = (id: string): string => {
    const { users } = alive(id);
    return staff.idOf(users[(turn += 1) % users.length] ?? staff.nameOf(owners.get(id) ?? ''));
  };
  const edit = async (id: string, patch: Patch): Promise<Stored> => {
    const version = alive(id).version;
    await staff.ask(somebody(id), 'PATCH', `/api/appointments/${id}`, patch, version);
    await look();
    return alive(id);
  };
  const insert: CrmShelf['insert'] = async ({ '@type': _type, sequence: _sequence, ...properties }, at) => {
    const users = (at.users ?? []).map((name) => staff.idOf(name));
    const body = { ...properties, users };
    const made = (await staff.ask(users[0] ?? '', 'POST', '/api/appointments', body)) as Appointment;
    byHand.add(made.id);
    await look();
    return alive(made.id);
  };
  return {
    items,
    take: (rows) => {
      changes = rows.reduce((sum, { version }) => sum + version, 0);
      for (const row of rows) {
        const known = items.get(row.id);
        const version = String(row.version);
        if (known?.version === version && known.deleted === row.deleted) continue;
        owners.set(row.id, row.owner);
        items.set(row.id, storedAs(row, items.size, byHand.has(row.id), staff));
      }
    },
    changes: () => changes,
    insert,
    edit,
    remove: async (id) => {
      await staff.ask(somebody(id), 'DELETE', `/api/appointments/${id}`, undefined, alive(id).version);
      await look();
    },
    copy: (id, patch) => {
      const { item, users } = alive(id);
      return insert(applyPatch(item, patch), { collection: RECORD_TYPE, users });
    },
    // Saving what is there already is no change in this CRM, and it has no records that can't be read.
    touch: () => undefined,
    garble: () => undefined,
    forgetCursors,
    settle: () => undefined,
    pending: () => 0,
  };
}

function storedAs(row: RecordRow, ordinal: number, byHand: boolean, staff: Staff): Stored {
  return {
    ref: { collection: RECORD_TYPE, id: row.id },
    ordinal,
    item: row.item,
    version: String(row.version),
    correlationKey: byHand ? null : row.correlationKey,
    users: row.users.map((id) => staff.nameOf(id)),
    deleted: row.deleted,
    garbled: false,
    changedAt: 0,
    logged: 0,
  };
}
