import type { MailboxSetup, Setup } from './scenario.ts';

export type Server = MailboxSetup['server'];

/** How the adapters behave on the sandbox's groupware, by their traits. */
const REAL: Omit<MailboxSetup, 'server' | 'provider' | 'silentScheduling'> = {
  tombstones: true,
  conditional: true,
  hiddenLooksGone: false,
  clientChosenIds: false,
  inline: false,
  pageSize: 512,
  batch: 50,
  answers: { version: true, item: false },
  mangling: { titleLength: null, oneLine: false, drops: false },
};

/** The setup with these servers, in turn; mailboxes in memory stay as they are. */
export function withServers(setup: Setup, servers: readonly Server[]): Setup {
  const mailboxes = setup.mailboxes.map((mailbox, user): MailboxSetup => {
    const server = servers[user % servers.length] ?? 'memory';
    return server === 'memory' ? mailbox : realMailbox(server);
  });
  return { ...setup, mailboxes };
}

/** A mailbox of the sandbox's. */
export function realMailbox(server: Exclude<Server, 'memory'>): MailboxSetup {
  const exchange = server === 'ews';
  const provider = exchange ? 'exchange' : 'caldav';
  return { ...REAL, server, provider, silentScheduling: exchange ? 'per-call' : 'yes' };
}
