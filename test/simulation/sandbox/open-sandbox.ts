import { startSandbox } from '../../../src/sandbox/main.ts';
import type { Server } from '../servers.ts';
import type { PlayedMailbox } from '../shelf.ts';
import { caldavMailbox } from './caldav-mailbox.ts';
import { ewsMailbox } from './ews-mailbox.ts';
import type { Person, Setting } from './sandbox.ts';

/** A sandbox that runs, and what its people connect to, by the adapters. */
export interface RunningSandbox {
  mailboxOf(owner: Person, server: Server): PlayedMailbox;
  close(): Promise<void>;
}

/** Starts a sandbox with an account for each of these people; `now`: its clock, in epoch milliseconds. */
export async function openSandbox(users: readonly Person[], now: () => number): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ users, clock: { now } });
  const ends: (() => Promise<void>)[] = [];
  const setting: Setting = { sandbox, now, atEnd: (end) => ends.push(end) };
  return {
    mailboxOf: (owner, server) =>
      server === 'ews' ? ewsMailbox(setting, owner) : caldavMailbox(setting, owner),
    close: async () => {
      await Promise.all(ends.map((end) => end()));
      await sandbox.stop();
    },
  };
}
