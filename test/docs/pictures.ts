import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoFile } from '../../src/demo/demo-file.ts';
import { readDemoPorts } from '../../src/demo/settings.ts';
import { startDemo } from '../../src/demo/start.ts';
import { readConfig } from '../../src/server/config.ts';
import { startBrowser, type TestBrowser } from '../web/support/browser.ts';
import { say } from './pictures/camera.ts';
import { walkThroughCrm } from './pictures/crm-walk.ts';
import { walkThroughPane } from './pictures/pane-walk.ts';

/*
 * `npm run pictures`: takes the pictures of the documentation from the running product. It starts demos of its own in
 * temporary folders, does what docs/users.md and docs/pane.md tell, and saves what is to be seen in docs/images. A step that
 * does not lead where it should ends it with an error.
 */

type Walk = (browser: TestBrowser, demo: DemoFile, account: DemoFile['accounts'][number]) => Promise<void>;

/** Has the first colleague of a new demo take a walk. `unconnected`: whose mailboxes are not connected before. */
async function inDemo(unconnected: readonly string[], walk: Walk): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'liaison-pictures-'));
  const config = {
    ...readConfig(),
    port: 0,
    dataDir: folder,
    databaseUrl: null,
    tls: null,
    role: 'both' as const,
  };
  try {
    const demo = await startDemo(config, { ...readDemoPorts(process.env), unconnected }, say);
    try {
      const [anna] = demo.file.accounts;
      if (anna === undefined) throw new Error('The demo has no accounts');
      const browser = await startBrowser();
      await walk(browser, demo.file, anna).finally(() => browser.close());
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await inDemo(['anna'], walkThroughCrm);
await inDemo([], walkThroughPane);
