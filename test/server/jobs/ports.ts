import type { PumpPorts, PumpReport, PumpSettings } from '../../../src/sync/settings.ts';
import { DEFAULT_GUARD } from '../../../src/sync/settings.ts';
import type { Connection } from '../../../src/server/jobs/worker.ts';
import { newId } from '../../../src/server/storage/uuid.ts';

/** A report of a pump that found nothing to do. */
export const NOTHING: PumpReport = {
  observed: { mailbox: 0, crm: 0 },
  written: { mailbox: { create: 0, update: 0, remove: 0 }, crm: { create: 0, update: 0, remove: 0 } },
  gone: [],
  retryAt: null,
  error: null,
};

/** A connection for pumps that look at neither side: the jobs know when to pump, never how. */
export function bareConnection(mailboxId: string, ledger: PumpPorts['ledger']): Connection {
  const settings: PumpSettings = {
    mailboxId,
    userId: newId(),
    addresses: [],
    collections: [],
    readOnly: [],
    createIn: {},
    direction: 'both',
    privacy: 'busy',
    scope: 'all',
    window: { from: null, to: null },
    mailPolicy: 'none',
    guard: DEFAULT_GUARD,
    callTimeoutMs: 10_000,
  };
  const untouched = new Proxy({}, { get: () => undefined });
  const ports = { mailbox: untouched, crm: untouched, ledger, kinds: [], now: () => Date.now(), newId };
  return { ports: ports as unknown as PumpPorts, settings };
}
