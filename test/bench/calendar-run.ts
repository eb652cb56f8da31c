import type { Event } from '../../src/sync/kinds/event/event.ts';
import { makeCalendar } from '../support/caldav-server.ts';
import type { BenchDatabases } from './database.ts';
import { body, edited, event, spread } from './events.ts';
import { putAll } from './floor.ts';
import { connectCalendar } from './liaison.ts';
import type { ConnectedCalendar } from './liaison.ts';
import type { Figures, Row } from './row.ts';
import type { MeasuredServer } from './servers.ts';
import { pairWithFolder } from './vdirsyncer.ts';
import type { VdirPair } from './vdirsyncer.ts';

/** What the pieces of work of one calendar need. */
export interface CalendarRun {
  readonly databases: BenchDatabases;
  readonly server: MeasuredServer;
  readonly items: number;
  /** Whether vdirsyncer does the same. */
  readonly peer: boolean;
  readonly profile: string | null;
  readonly say: (what: string) => void;
  /** Told of each row as soon as it is known. */
  readonly onRow: (row: Row) => void;
}

const FEW = 10;

/** Everything that is measured with a calendar of so many events; `wanted` are the pieces of work asked for. */
export async function runCalendar(run: CalendarRun, wanted: (name: string) => boolean): Promise<void> {
  const source = await makeCalendar(run.server);
  const floorMs = await putAll(run.server, source, objectsOf(events('source', run.items)));
  run.server.wire.take();
  const later = ['initial import', 'nothing changed', '10 changes in the mailbox', '10 changes in the CRM'];
  if (later.some(wanted)) await readSide(run, source);
  if (wanted('initial upload')) await upload(run, floorMs);
}

/** A full calendar comes into an empty CRM; then little or nothing changes. */
async function readSide(run: CalendarRun, source: string): Promise<void> {
  const liaison = await connectCalendar(run.databases, run.server, source, run.profile);
  const vdir = run.peer ? await pairWithFolder(run.server, source) : null;
  const step = (name: string): Promise<void> => measure(run, name, liaison, vdir);
  try {
    await step('initial import');
    if (vdir !== null && (await vdir.count()) !== run.items)
      throw new Error('vdirsyncer did not download all');
    await settle(run, liaison);
    await step('nothing changed');
    const few = spread(run.items, FEW).map((index) => event('source', index));
    await putAll(run.server, source, objectsOf(few.map((item) => edited(item, 1))));
    await step('10 changes in the mailbox');
    await settle(run, liaison);
    await liaison.retitle(few.map((item) => edited(item, 2)));
    const row = await own(run, '10 changes in the CRM', liaison);
    await vdir?.sync();
    await vdir?.write(objectsOf(few.map((item) => edited(item, 3))));
    run.onRow({ ...row, ...(await peerOf(run, vdir)) });
  } finally {
    await liaison.close();
    await vdir?.remove();
  }
}

/** A full CRM goes into an empty calendar. */
async function upload(run: CalendarRun, floorMs: number): Promise<void> {
  const liaison = await connectCalendar(
    run.databases,
    run.server,
    await makeCalendar(run.server),
    run.profile,
  );
  const vdir = run.peer ? await pairWithFolder(run.server, await makeCalendar(run.server)) : null;
  try {
    await liaison.fill(events('upload', run.items));
    await vdir?.write(objectsOf(events('peer', run.items)));
    const row = await own(run, 'initial upload', liaison);
    if (row.writes < run.items) throw new Error(`${row.writes} of ${run.items} events were uploaded`);
    run.onRow({ ...row, ...(await peerOf(run, vdir)), floorMs });
  } finally {
    await liaison.close();
    await vdir?.remove();
  }
}

/** Liaison once sees in the CRM's feed what it has written there itself; that is not part of "nothing changed". */
async function settle(run: CalendarRun, liaison: ConnectedCalendar): Promise<void> {
  await liaison.pump('settle');
  run.server.wire.take();
}

async function measure(
  run: CalendarRun,
  name: string,
  liaison: ConnectedCalendar,
  vdir: VdirPair | null,
): Promise<void> {
  const row = await own(run, name, liaison);
  run.onRow({ ...row, ...(await peerOf(run, vdir)) });
}

async function own(run: CalendarRun, name: string, liaison: ConnectedCalendar): Promise<Row> {
  const { server, items } = run;
  server.wire.take();
  const { wallMs, cpuMs, peakRssMb, report } = await liaison.pump(`${server.name} ${items} ${name}`);
  const { requests, bytes } = server.wire.take();
  run.say(
    `${server.name} ${items} ${name}: ${(wallMs / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of CPU`,
  );
  const writes = [report.written.mailbox, report.written.crm]
    .flatMap(({ create, update, remove }) => [create, update, remove])
    .reduce((sum, count) => sum + count, 0);
  return { name, server: server.name, items, wallMs, requests, bytes, writes, peakRssMb };
}

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
