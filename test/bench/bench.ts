import { REQUIREMENTS } from '../requirements.ts';
import { runCalendar } from './calendar-run.ts';
import { startDatabases } from './database.ts';
import type { BenchDatabases } from './database.ts';
import type { BenchOptions } from './options.ts';
import { SERVERS } from './options.ts';
import { runPlanner } from './planner.ts';
import type { Row } from './row.ts';
import { isInstalled, startMeasured } from './servers.ts';

const WORK = [
  'initial import',
  'nothing changed',
  '10 changes in the mailbox',
  '10 changes in the CRM',
  'initial upload',
];

/** Measures what the options ask for, one after the other; `say` tells people how far it is. */
export async function runBench(options: BenchOptions, say: (what: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const isWanted = (server: string, items: number, name: string): boolean =>
    `${server} ${items} ${name}`.toLowerCase().includes(options.only);
  const onRow = (row: Row): void => {
    if (!isWanted(row.server, row.items, row.name)) return;
    rows.push(row);
  };
  const plans = SERVERS.flatMap((server) =>
    (options.items[server] ?? [])
      .filter((items) => WORK.some((name) => isWanted(server, items, name)))
      .map((items) => ({ server, items })),
  );
  const peer = options.peer && REQUIREMENTS.vdirsyncer();
  if (options.peer && !peer) say('vdirsyncer is not installed: nothing to compare with');
  if (plans.length > 0) {
    const databases = await startDatabases();
    try {
      for (const plan of plans) await runServer(plan, databases);
    } finally {
      await databases.end();
    }
  }
  for (const items of options.planner) if (isWanted('none', items, 'planner')) onRow(runPlanner(items));
  return rows;

  async function runServer(
    { server: name, items }: { readonly server: string; readonly items: number },
    databases: BenchDatabases,
  ): Promise<void> {
    if (!isInstalled(name)) {
      say(`${name} is not installed: left out`);
      return;
    }
    const server = await startMeasured(name);
    try {
      const run = {
        databases,
        server,
        items,
        peer: peer && server.kind === 'caldav',
        profile: options.profile,
        say,
        onRow,
      };
      await runCalendar(run, (work) => isWanted(name, items, work));
    } finally {
      await server.end();
    }
  }
}
