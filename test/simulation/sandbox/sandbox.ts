import { startSandbox, type Sandbox } from '../../../src/sandbox/main.ts';
import type { Server } from '../servers.ts';
import type { PlayedMailbox } from '../shelf.ts';
import { caldavMailbox } from './caldav-mailbox.ts';
import { ewsMailbox } from './ews-mailbox.ts';

/** The sandbox of a story, if it has one. */
export interface PlayedSandbox {
  mailbox(user: number, server: Server): PlayedMailbox;
  close(): Promise<void>;
}

/** What the mailboxes of one sandbox have in common. */
export interface Setting {
  readonly sandbox: Sandbox;
  readonly now: () => number;
  /** Has something ended with the story. */
  readonly atEnd: (end: () => Promise<void>) => void;
}

/** Somebody with a mailbox in the sandbox. */
export interface Person {
  readonly name: string;
  readonly displayName: string;
  /** Without `mailto:`. */
  readonly address: string;
  readonly password: string;
}

/** Starts a sandbox for those who have an address (`mailto:`), on the story's clock; none where nobody has. */
export async function sandboxFor(
  addresses: readonly (string | null)[],
  now: () => number,
): Promise<PlayedSandbox> {
  const people = addresses.map((address, user) => (address === null ? null : person(user, address)));
  const users = people.filter((one) => one !== null);
  if (users.length === 0) return { mailbox: nobody, close: () => Promise.resolve() };
  const sandbox = await startSandbox({ users, clock: { now } });
  const ends: (() => Promise<void>)[] = [];
  const setting: Setting = { sandbox, now, atEnd: (end) => ends.push(end) };
  return {
    mailbox: (user, server) => {
      const owner = people[user];
      if (owner == null) return nobody(user);
      return server === 'ews' ? ewsMailbox(setting, owner) : caldavMailbox(setting, owner);
    },
    close: async () => {
      await Promise.all(ends.map((end) => end()));
      await sandbox.stop();
    },
  };
}

function person(user: number, address: string): Person {
  const name = `user${String(user)}`;
  return {
    name,
    displayName: `User ${String(user)}`,
    address: address.replace('mailto:', ''),
    password: `${name}-calendar-0815`,
  };
}

function nobody(user: number): never {
  throw new RangeError(`No mailbox ${String(user)} in the sandbox`);
}
