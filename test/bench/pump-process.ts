// Pumps in a process of their own, so that their memory and their profile are nobody else's. The first line of standard
// input is a PumpTask; each further line asks for a pump, which answers with a line of PumpFigures on standard output.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { pump } from '../../src/sync/pump.ts';
import { DEFAULT_GUARD } from '../../src/sync/settings.ts';
import type { PumpPorts, PumpReport, PumpSettings } from '../../src/sync/settings.ts';
import { builtinCrm } from '../../src/server/crm/builtin/index.ts';
import { mailboxProvider } from '../../src/server/mailboxes/registry.ts';
import type { MailboxAccount } from '../../src/server/mailboxes/provider.ts';
import { openDatabase } from '../../src/server/storage/database.ts';
import type { OpenDatabase } from '../../src/server/storage/database.ts';
import { createLeases } from '../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../src/server/storage/ledger/ledger.ts';
import { newId } from '../../src/server/storage/uuid.ts';

/** What the process is told. */
export interface PumpTask {
  readonly database: string;
  readonly userId: string;
  readonly mailboxId: string;
  /** The mailbox's kind in the registry. */
  readonly kind: string;
  readonly account: MailboxAccount;
  readonly collection: string;
  readonly addresses: readonly string[];
}

/** What it tells. */
export interface PumpFigures {
  readonly wallMs: number;
  /** Processor time of this process while it pumped: what wallMs would be at least on an idle machine. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
  readonly report: PumpReport;
}

const CALL_TIMEOUT = 120_000;
const LEASE = 3_600_000;

async function run(): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const first = await lines.next();
  const task = JSON.parse(String(first.value)) as PumpTask;
  const database = openDatabase({ url: task.database, applicationName: 'liaison bench' });
  while ((await lines.next()).done !== true) {
    const figures = await pumpOnce(task, database);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  }
  await database.close();
}

async function pumpOnce(task: PumpTask, database: OpenDatabase): Promise<PumpFigures> {
  const leases = createLeases(database.db);
  const lease = await leases.acquire(task.mailboxId, 'bench', LEASE, { takeOver: true });
  if (lease === null) throw new Error('The mailbox is not there');
  const ports = portsOf(task, database);
  const began = performance.now();
  const before = process.cpuUsage();
  const report = await pump(ports, lease, settingsOf(task));
  const wallMs = performance.now() - began;
  const used = process.cpuUsage(before);
  await ports.mailbox.close?.();
  return { wallMs, cpuMs: (used.user + used.system) / 1000, peakRssMb: peakRss(), report };
}

function portsOf(task: PumpTask, { db }: OpenDatabase): PumpPorts {
  const { userId, mailboxId, kind, account } = task;
  const provider = mailboxProvider(kind);
  if (provider === undefined) throw new Error(`There are no mailboxes of kind ${kind}`);
  const mailbox = provider.connect(account, {
    now: Date.now,
    allowedPrivateHosts: ['127.0.0.1'],
    callTimeoutMs: CALL_TIMEOUT,
  });
  const user = { id: userId, role: 'user' } as const;
  const crm = builtinCrm(db, { user, mailboxId, now: Date.now, newId, urlOf: (type, id) => `${type}/${id}` });
  return { mailbox, crm, ledger: createLedger(db), kinds: [eventKind], now: Date.now, newId };
}

function settingsOf({ mailboxId, userId, addresses, collection }: PumpTask): PumpSettings {
  return {
    mailboxId,
    userId,
    addresses,
    collections: [collection],
    readOnly: [],
    createIn: { Event: collection },
    direction: 'both',
    privacy: 'busy',
    scope: 'all',
    window: { from: null, to: null },
    // Otherwise meetings would wait as "not sent" on a server that invites by itself, and less would be measured.
    mailPolicy: 'send',
    guard: DEFAULT_GUARD,
    callTimeoutMs: CALL_TIMEOUT,
  };
}

/** In megabytes. Linux passes the starter's peak on to what getrusage says, so its own account comes first. */
function peakRss(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    // Not Linux.
  }
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}

await run();
