import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/main.ts';
import type { Story } from './story/types.ts';

/** What is running, for programs that want to use the demo. */
export interface DemoFile {
  readonly application: string;
  readonly api: string;
  /** Outlook on the web, played by the sandbox. */
  readonly outlook: string;
  readonly sandbox: { readonly caldav: string; readonly ews: string; readonly outbox: string };
  readonly accounts: readonly {
    readonly username: string;
    readonly password: string;
    readonly role: string;
    readonly address: string;
  }[];
}

/** The file's content for a server at `url` and an Outlook at `outlook`. */
export function demoFile(url: string, outlook: string, told: Story, sandbox: Sandbox): DemoFile {
  return {
    application: url,
    api: `${url}/api`,
    outlook,
    sandbox: {
      caldav: sandbox.caldavUrl,
      ews: sandbox.ewsUrl,
      outbox: `${sandbox.url}/sandbox/outbox`,
    },
    accounts: told.users.map(({ name, password, role, address }) => ({
      username: name,
      password,
      role,
      address,
    })),
  };
}

/** Writes it as `demo.json` into `dataDir`: whole or not at all, for the owner's eyes only: it names passwords. */
export function keepDemoFile(dataDir: string, file: DemoFile): void {
  const path = join(dataDir, 'demo.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
