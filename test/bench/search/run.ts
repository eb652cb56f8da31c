import { sql, type Kysely } from 'kysely';
import { resolveAddresses } from '../../../src/server/storage/records/directory.ts';
import { searchRecords } from '../../../src/server/storage/records/search.ts';
import type { Database } from '../../../src/server/storage/tables.ts';
import { startDatabases } from '../database.ts';
import type { BenchOptions } from '../options.ts';
import { knownTexts } from './known.ts';
import { load } from './load.ts';
import { loadMails } from './mails.ts';
import { timesOf } from './measure.ts';
import { EXACT, questionClasses, RESOLVE } from './questions.ts';
import type { SearchRow } from './row.ts';
import { VIEW_NAMES, viewsOf } from './views.ts';

/** Hits that are asked for, of all types, as the search field does. */
const LIMIT = 10;
const SEES = { all: 'everything', tenth: 'a tenth', thousandth: 'a thousandth' } as const;

interface Work {
  readonly name: string;
  readonly budgetMs: number;
  readonly texts: readonly string[];
  readonly ask: (userId: string, text: string) => Promise<unknown>;
}

/**
 * Fills a database of its own with so many persons and a tenth as many mails, asks `searchRecords` and `resolveAddresses`
 * all kinds of questions and looks mails up as the pane does: one after the other, each `rounds` times.
 */
export async function runSearch(
  { persons, only }: BenchOptions,
  say: (what: string) => void,
  rounds = 5,
): Promise<readonly SearchRow[]> {
  // Which rows there are is known before there is anything to ask for.
  const nothing = { addresses: [], domains: [], numbers: [], persons: [], companies: [] };
  const isWanted = (name: string): boolean =>
    `search ${String(persons)} ${name}`.toLowerCase().includes(only);
  const names = [...questionClasses(nothing).map(({ name }) => name), RESOLVE.name, ...VIEW_NAMES];
  if (persons === 0 || !names.some(isWanted)) return [];
  const databases = await startDatabases();
  try {
    const database = await databases.fresh();
    try {
      say(`loading ${String(persons)} persons`);
      const askers = await load(database.db, persons, say);
      if (VIEW_NAMES.some(isWanted)) await loadMails(database.db, persons, askers);
      const works = (await workOf(database.db, persons)).filter(({ name }) => isWanted(name));
      const rows: SearchRow[] = [];
      for (const [asker, userId] of Object.entries(askers)) {
        for (const { name, budgetMs, texts, ask } of works) {
          const times = await timesOf(texts, rounds, async (text) => ask(userId, text));
          const sees = SEES[asker as keyof typeof SEES];
          rows.push({ name, server: 'search', items: persons, sees, budgetMs, ...times });
        }
      }
      return rows;
    } finally {
      await database.close();
    }
  } finally {
    await databases.end();
  }
}

async function workOf(db: Kysely<Database>, persons: number): Promise<readonly Work[]> {
  const classes = questionClasses(await knownTexts(db, persons));
  const sets = await addressSets(db);
  const views = await viewsOf(db, persons);
  return [
    ...classes.map((questions) => ({
      ...questions,
      ask: async (userId: string, text: string) => searchRecords(db, userId, { text, limit: LIMIT }),
    })),
    {
      ...RESOLVE,
      texts: sets.map((_, index) => String(index)),
      ask: async (userId, index) => resolveAddresses(db, userId, sets[Number(index)] ?? []),
    },
    ...views.classes.map(({ name, mails }) => ({
      name,
      budgetMs: EXACT,
      texts: mails.map((_, index) => String(index)),
      ask: async (userId: string, index: string) => {
        const mail = mails[Number(index)];
        return mail === undefined ? null : views.ask(userId, mail);
      },
    })),
  ];
}

/** Twenty times 50 addresses: most of persons that there are, some of strangers at known companies, some of nobody. */
async function addressSets(db: Kysely<Database>): Promise<readonly (readonly string[])[]> {
  const { rows } = await sql<{ address: string }>`
    SELECT address FROM record_addresses ORDER BY hashtext(address), address LIMIT 1000
  `.execute(db);
  const others = ['someone@gmail.com', 'nobody@nowhere.example', 'x@bluewin.ch'];
  return Array.from({ length: 20 }, (_, set) => {
    const known = rows.slice(set * 50, set * 50 + 50 - others.length).map(({ address }) => address);
    const strangers = known.map((address, index) => (index % 5 === 0 ? `new.${address}` : address));
    return [...strangers, ...others];
  });
}
