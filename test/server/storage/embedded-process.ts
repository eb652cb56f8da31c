import { startEmbedded } from '../../../src/server/storage/embedded.ts';

/** Starts the embedded server in the folder given and waits to be killed. */
await startEmbedded({ dataDir: process.argv[2] ?? '', durable: false });
process.stdout.write('started\n');
setInterval(() => undefined, 1000);
