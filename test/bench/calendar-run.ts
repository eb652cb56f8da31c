import type { Event } from '../../src/sync/kinds/event/event.ts';
import type { BenchDatabases } from './database.ts';
import { body, edited, event, spread } from './events.ts';
import { putAll } from './floor.ts';
import { connectCalendar } from './liaison.ts';
import type { ConnectedCalendar, PumpWorker } from './liaison.ts';
import type { Figures, Row } from './row.ts';
import { freshCalendar } from './servers.ts';
import type { MeasuredCalendar, MeasuredServer } from './servers.ts';
import { pairWithFolder } from './vdirsyncer.ts';
import type { VdirPair } from './vdirsyncer.ts';

/** What the pieces of work of one calendar need. */
export interface CalendarRun {
  readonly databases: BenchDatabases;
  readonly server: MeasuredServer;
  readonly items: number;
  /** Whether vdirsyncer does the same; it speaks CalDAV only. */
  readonly peer: boolean;
  readonly profile: string | null;
  readonly say: (what: string) => void;
  /** Told of each row as soon as it is known. */
  readonly onRow: (row: Row) => void;
}

const FEW = 10;

/** Everything that is measured with a calendar of so many events; `wanted` are the pieces of work asked for. */
export async function runCalendar(run: CalendarRun, wanted: (name: string) => boolean): Promise<void> {
  const source = await freshCalendar(run.server);
  const floorMs = await putAll(run.server, source.url, objectsOf(events('source', run.items)));
  run.server.wire.take();
  const later = ['initial import', 'nothing changed', '10 changes in the mailbox', '10 changes in the CRM'];
  if (later.some(wanted)) await readSide(run, source);
  if (wanted('initial upload')) await upload(run, floorMs);
}

/** A full calendar comes into an empty CRM; then little or nothing changes. */
async function readSide(run: CalendarRun, source: MeasuredCalendar): Promise<void> {
  const { server, items } = run;
  const liaison = await connectCalendar(run.databases, server, source, run.profile);
  const vdir = run.peer ? await pairWithFolder(server, source.url) : null;
  try {
    const row = await once(run, 'initial import', liaison);
    run.onRow({ ...row, ...(await peerOf(run, vdir)) });
    if (vdir !== null && (await vdir.count()) !== items) throw new Error('vdirsyncer did not download all');
    const worker = liaison.worker(`${server.name} ${items} small changes`);
    try {
      await smallChanges(run, source.url, { liaison, worker, vdir });
    } finally {
      await worker.end();
    }
  } finally {
    await liaison.close();
    await vdir?.remove();
  }
}

interface Readers {
  readonly liaison: ConnectedCalendar;
  readonly worker: PumpWorker;
  readonly vdir: VdirPair | null;
}

/** What a worker that has been running for a while has to do. */
async function smallChanges(
  run: CalendarRun,
  source: string,
  { liaison, worker, vdir }: Readers,
): Promise<void> {
  const few = spread(run.items, FEW).map((index) => event('source', index));
  // Liaison once sees in the feeds what it has written there itself; that is not part of "nothing changed".
  await worker.pump();
  const quiet = await own(run, 'nothing changed', worker);
  run.onRow({ ...quiet, ...(await peerOf(run, vdir)) });
  await putAll(run.server, source, objectsOf(few.map((item) => edited(item, 1))));
  const read = await own(run, '10 changes in the mailbox', worker);
  run.onRow({ ...read, ...(await peerOf(run, vdir)) });
  await worker.pump();
  await liaison.retitle(few.map((item) => edited(item, 2)));
  const written = await own(run, '10 changes in the CRM', worker);
  await vdir?.sync();
  await vdir?.write(objectsOf(few.map((item) => edited(item, 3))));
  run.onRow({ ...written, ...(await peerOf(run, vdir)) });
}

/** A full CRM goes into an empty calendar. */
async function upload(run: CalendarRun, floorMs: number): Promise<void> {
  const liaison = await connectCalendar(
    run.databases,
    run.server,
    await freshCalendar(run.server),
    run.profile,
  );
  const vdir = run.peer ? await pairWithFolder(run.server, (await freshCalendar(run.server)).url) : null;
  try {
    await liaison.fill(events('upload', run.items));
    await vdir?.write(objectsOf(events('peer', run.items)));
    const row = await once(run, 'initial upload', liaison);
    if (row.writes < run.items) throw new Error(`${row.writes} of ${run.items} events were uploaded`);
    // The floor is one of PUTs: of another protocol it says nothing.
    const floor = run.server.kind === 'caldav' ? { floorMs } : {};
    run.onRow({ ...row, ...(await peerOf(run, vdir)), ...floor });
  } finally {
    await liaison.close();
    await vdir?.remove();
  }
}

/** A piece of work done by a process that has just been started. */
async function once(run: CalendarRun, name: string, liaison: ConnectedCalendar): Promise<Row> {
  const worker = liaison.worker(`${run.server.name} ${run.items} ${name}`);
  try {
    return await own(run, name, worker);
  } finally {
    await worker.end();
  }
}

async function own(run: CalendarRun, name: string, worker: PumpWorker): Promise<Row> {
  const { server, items } = run;
  server.wire.take();
  const { wallMs, cpuMs, peakRssMb, report } = await worker.pump();
  const { requests, bytes } = server.wire.take();
  run.say(
    `${server.name} ${items} ${name}: ${(wallMs / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of CPU`,
  );
  const writes = [report.written.mailbox, report.written.crm]
    .flatMap(({ create, update, remove }) => [create, update, remove])
    .reduce((sum, count) => sum + count, 0);
  const most = BUDGETS[server.kind]?.[name]?.(items);
  const budget = most === undefined ? {} : { budget: most };
  return { name, server: server.name, items, wallMs, requests, ...budget, bytes, writes, peakRssMb };
}

/** EWS: 512 changes in a page of SyncFolderItems, 100 items in a GetItem, a few requests to find things. */
const BUDGETS: Readonly<Record<string, Readonly<Record<string, (items: number) => number>>>> = {
  ews: {
    'initial import': (items) => Math.ceil(items / 512) + Math.ceil(items / 100) + 5,
    'nothing changed': () => 1,
    '10 changes in the mailbox': () => Math.ceil(FEW / 100) + 2,
  },
};

async function peerOf(
  { server }: CalendarRun,
  vdir: VdirPair | null,
): Promise<{ readonly peer?: Figures & { readonly name: string } }> {
  if (vdir === null) return {};
  server.wire.take();
  const figures = await vdir.sync();
  const { requests, bytes } = server.wire.take();
  return { peer: { name: 'vdirsyncer', ...figures, requests, bytes } };
}

function events(calendar: string, count: number): readonly Event[] {
  return Array.from({ length: count }, (_, index) => event(calendar, index));
}

function objectsOf(items: readonly Event[]): readonly { readonly name: string; readonly text: string }[] {
  return items.map((item) => ({ name: `${item.uid.replace('@bench.example', '')}.ics`, text: body(item) }));
}
