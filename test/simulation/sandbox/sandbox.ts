import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { Server } from '../servers.ts';
import type { PlayedMailbox } from '../shelf.ts';

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

/**
 * Starts a sandbox for those who have an address (`mailto:`), on the story's clock; none where nobody has. Most stories have
 * none: the sandbox and the adapters, some hundred modules, are loaded for the first one that has.
 */
export async function sandboxFor(
  addresses: readonly (string | null)[],
  now: () => number,
): Promise<PlayedSandbox> {
  const people = addresses.map((address, user) => (address === null ? null : person(user, address)));
  if (people.every((one) => one === null)) return { mailbox: nobody, close: () => Promise.resolve() };
  const { openSandbox } = await import('./open-sandbox.ts');
  const users = people.filter((one) => one !== null);
  const sandbox = await openSandbox(users, now);
  return {
    mailbox: (user, server) => {
      const owner = people[user];
      return owner == null ? nobody(user) : sandbox.mailboxOf(owner, server);
    },
    close: () => sandbox.close(),
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
