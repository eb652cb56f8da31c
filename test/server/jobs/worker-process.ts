import { setTimeout as sleep } from 'node:timers/promises';
import { startWorker } from '../../../src/server/jobs/worker.ts';
import { openDatabase } from '../../../src/server/storage/database.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { bareConnection, NOTHING } from './ports.ts';

/**
 * A worker in a process of its own, for tests that kill it. Its pump takes many small steps, each in one transaction
 * of the ledger: it counts in a feed and says so in the history, with its process id.
 */
const [url = '', steps = '0'] = process.argv.slice(2);
const database = openDatabase({ url, onError: () => undefined });

const worker = await startWorker({
  database,
  connect: (mailboxId) => Promise.resolve(bareConnection(mailboxId, createLedger(database.db))),
  async pump({ ledger }, lease) {
    for (;;) {
      const step = await ledger.transaction(lease, async (tx) => {
        const feed = await tx.feed('steps');
        const next = Number(feed.cursor ?? '0') + 1;
        if (next > Number(steps)) return next;
        await tx.saveFeed('steps', { ...feed, cursor: String(next) });
        await tx.appendHistory([
          { at: Date.now(), linkId: null, event: `${next} ${process.pid}`, reason: null },
        ]);
        return next;
      });
      if (step > Number(steps)) return NOTHING;
      await sleep(100);
    }
  },
  onOutcome: ({ thrown }) =>
    process.stdout.write(`ended ${thrown instanceof Error ? thrown.name : 'well'}\n`),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
process.on('SIGTERM', () => {
  void worker.stop(0).then(() => database.close());
});
process.stdout.write('started\n');
