import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Item } from '../../src/sync/item.ts';
import { recordKey } from '../../src/sync/identity.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Crm, Found, Ref } from '../../src/sync/ports.ts';
import { builtinCrm } from '../../src/server/crm/builtin/index.ts';
import { mailboxProvider } from '../../src/server/mailboxes/registry.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { insertMailbox, insertUser } from '../support/accounts.ts';
import type { BenchDatabases } from './database.ts';
import { OWNER } from './events.ts';
import type { PumpFigures, PumpTask } from './pump-process.ts';
import type { MeasuredCalendar, MeasuredServer } from './servers.ts';

/** A mailbox of Liaison with a database of its own, connected with one calendar. */
export interface ConnectedCalendar {
  /** Starts a process that pumps when told to; `label` names its CPU profile. */
  worker(label: string): PumpWorker;
  /** Puts records into the CRM, for this user's calendar. */
  fill(items: readonly Item[]): Promise<void>;
  /** Changes the titles of records in the CRM as a person would; those with these UIDs. */
  retitle(items: readonly Item[]): Promise<void>;
  close(): Promise<void>;
}

/** A process that pumps, as a server's worker does. */
export interface PumpWorker {
  /** Throws when the pump reports an error. `peakRssMb` is that of the process since its start. */
  pump(): Promise<PumpFigures>;
  end(): Promise<void>;
}

const BATCH = 500;
const FROM_SOURCE = import.meta.filename.endsWith('.ts');

/** Connects a calendar. What was discovered about the server is known, as it is to a mailbox in use. */
export async function connectCalendar(
  databases: BenchDatabases,
  server: MeasuredServer,
  calendar: MeasuredCalendar,
  profile: string | null,
): Promise<ConnectedCalendar> {
  const database = await databases.fresh();
  const userId = await insertUser(database.db);
  const mailboxId = await insertMailbox(database.db, userId);
  const { kind, user, password } = server;
  const account = { url: server.accountUrl, user, password, discovered: {} };
  const environment = { now: Date.now, allowedPrivateHosts: ['127.0.0.1'], callTimeoutMs: 30_000 };
  const context = { deadline: Date.now() + 30_000 };
  const mailbox = mailboxProvider(kind)?.connect(account, environment);
  if (mailbox === undefined) throw new Error(`There are no mailboxes of kind ${kind}`);
  const { discovered, addresses } = await mailbox.probe(context);
  const collection = (await mailbox.collections(context)).find(({ name }) => name === calendar.name);
  await mailbox.close?.();
  if (collection === undefined) throw new Error(`${server.name} does not show the calendar ${calendar.name}`);
  const task: PumpTask = {
    database: database.url,
    userId,
    mailboxId,
    kind,
    account: { ...account, discovered },
    collection: collection.id,
    addresses: [...new Set([...addresses, OWNER])],
  };
  const person = { id: userId, role: 'user' } as const;
  const crm = builtinCrm(database.db, {
    user: person,
    mailboxId: newId(),
    now: Date.now,
    newId,
    urlOf: () => '',
  });
  return {
    worker: (label) => startWorker(task, profile === null ? [] : profiling(profile, label)),
    fill: (items) => fill(crm, items),
    retitle: (items) => retitle(crm, items),
    close: () => database.close(),
  };
}

function startWorker(task: PumpTask, flags: readonly string[]): PumpWorker {
  const hooks = FROM_SOURCE
    ? ['--import', join(import.meta.dirname, '../support/register-typescript.js')]
    : [];
  const program = join(import.meta.dirname, FROM_SOURCE ? 'pump-process.ts' : 'pump-process.js');
  const child = spawn(process.execPath, [...flags, ...hooks, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(task)}\n`);
  return {
    async pump() {
      child.stdin.write('pump\n');
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The process that pumps has ended');
      const figures = JSON.parse(value) as PumpFigures;
      const { error } = figures.report;
      if (error !== null) throw new Error(`The pump failed: ${JSON.stringify(error)}`);
      return figures;
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

function profiling(folder: string, label: string): readonly string[] {
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-name=${label.replace(/\W+/g, '-')}.cpuprofile`,
  ];
}

async function fill(crm: Crm, items: readonly Item[]): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const requests = items.slice(at, at + BATCH).map((item) => {
      const intent = {
        id: newId(),
        correlationKey: keyOf(item),
        expectedVersion: null,
        mailPolicy: 'none',
      } as const;
      return { collection: 'appointment', item, intent };
    });
    const outcomes = await crm.create(requests, { deadline: Date.now() + 60_000 });
    if (!outcomes.every(({ ok }) => ok)) throw new Error('The CRM took not every record');
  }
}

async function retitle(crm: Crm, items: readonly Item[]): Promise<void> {
  const context = { deadline: Date.now() + 60_000 };
  const found = await crm.find('appointment', items.map(keyOf), context);
  const requests = items.map((item, index) => {
    const { ref, version } = known(found[index]);
    const intent = { id: newId(), correlationKey: '', expectedVersion: version, mailPolicy: 'none' } as const;
    return { ref, item, patch: { title: item['title'] ?? null }, intent };
  });
  const outcomes = await crm.update(requests, context);
  if (!outcomes.every(({ ok }) => ok)) throw new Error('The CRM did not change every record');
}

function known(found: Found | null | undefined): { readonly ref: Ref; readonly version: string } {
  if (found === null || found === undefined) throw new Error('The CRM lacks a record');
  return found;
}

function keyOf(item: Item): string {
  return recordKey(item['@type'], eventKind.identity(item) ?? '');
}
