import type { CrmSetup, MailboxSetup } from './scenario.ts';

/** A mailbox on a server that does everything well. */
export const PLAIN_MAILBOX: MailboxSetup = {
  server: 'memory',
  provider: 'exchange',
  tombstones: true,
  conditional: true,
  hiddenLooksGone: false,
  clientChosenIds: false,
  inline: true,
  pageSize: 100,
  batch: 20,
  silentScheduling: 'yes',
  answers: { version: true, item: false },
  mangling: { titleLength: null, oneLine: false, drops: false },
};

/** A CRM that does everything well. */
export const PLAIN_CRM: CrmSetup = {
  tombstones: true,
  conditional: true,
  hiddenLooksGone: false,
  inline: true,
  onlyOwn: true,
  pageSize: 100,
  batch: 20,
  feedResolutionMs: 0,
  answers: { version: true, item: false },
  mangling: { titleLength: null, oneLine: false, drops: false },
};
