import type { HistoryEntry, Ledger, LedgerTransaction } from '../../../src/sync/ports.ts';
import type { PumpPorts } from '../../../src/sync/settings.ts';
import { PLAIN_CRM } from '../plain-servers.ts';
import type { Scenario, Step } from '../scenario.ts';
import { realMailbox } from '../servers.ts';

/** Servers with a fault that only a judge of the whole server can see, and what has to be said of them. */
export const BROKEN_SERVERS: Readonly<
  Record<string, { readonly breakPorts: (ports: PumpPorts) => PumpPorts; readonly verdict: RegExp }>
> = {
  'writes a line of history with every pump': {
    breakPorts: (ports) => ({ ...ports, ledger: chatty(ports.ledger) }),
    verdict: /^I1: a pump more wrote \d+ of history$/,
  },
  'tells in the history what a private meeting is called': {
    breakPorts: (ports) => telling(ports),
    verdict: /^I9: what is private \(.*\) is in history$/,
  },
};

const at = { place: 'mailbox 0', thing: 1 } as const;
const pump: Step = { type: 'pump', user: 0, seed: 1, faults: 0, stop: null };

/** A meeting that its owner keeps private from the beginning on. */
export const PRIVATE_MEETING: Scenario = {
  seed: 1,
  setup: {
    mailboxes: [{ ...realMailbox('ews'), privacy: 'busy' }],
    crm: PLAIN_CRM,
    guardFew: 10,
    answer: 'approve',
    secret: true,
  },
  steps: [
    { type: 'create', ...at, edit: 2, shape: 'single', users: [0] },
    { type: 'privacy', ...at, privacy: 'private' },
    { type: 'edit', ...at, edit: 3, fields: ['title', 'locations'] },
    pump,
  ],
};

const LINE: HistoryEntry = { at: 0, linkId: null, event: 'looked', reason: null };

/** Opens an intent or saves a link, and cannot keep quiet about it. */
function chatty(ledger: Ledger): Ledger {
  return saying(ledger, () => LINE);
}

function telling(ports: PumpPorts): PumpPorts {
  let heard = '';
  const read: PumpPorts['mailbox']['read'] = async (...call) => {
    const readings = await ports.mailbox.read(...call);
    heard = JSON.stringify(readings);
    return readings;
  };
  const line = (): HistoryEntry => ({
    ...LINE,
    reason: { code: 'title', parameters: { title: /amber/.exec(heard)?.[0] ?? '' } } as never,
  });
  return { ...ports, mailbox: { ...ports.mailbox, read }, ledger: saying(ports.ledger, line) };
}

function saying(ledger: Ledger, line: () => HistoryEntry): Ledger {
  return {
    transaction: (lease, work) =>
      ledger.transaction(lease, async (tx: LedgerTransaction) => {
        const result = await work(tx);
        await tx.appendHistory([line()]);
        return result;
      }),
  };
}
