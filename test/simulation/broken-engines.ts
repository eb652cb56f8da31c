import type { Crm, CrmTraits, LedgerTransaction, Link, Mailbox, Page } from '../../src/sync/ports.ts';
import type { PumpPorts } from '../../src/sync/settings.ts';

/** What is done to a good engine's ports, and the engine behaves as if it had the bug that the name tells. */
export type Break = (ports: PumpPorts) => PumpPorts;

/** Engines that the simulation has to catch; otherwise it checks nothing. */
export const BROKEN_ENGINES: Readonly<Record<string, Break>> = {
  'forgets what it was about to do': onLedger((tx) => ({ ...tx, openIntents: () => Promise.resolve([]) })),
  'never notices a deletion': onPages((page) => ({
    ...page,
    complete: false,
    changes: page.changes.filter(({ type }) => type !== 'removed'),
  })),
  'creates without a key': (ports) => ({
    ...ports,
    mailbox: keyless(ports.mailbox, ports.newId),
    crm: keyless(ports.crm, ports.newId),
  }),
  'overwrites without looking at the version': (ports) => ({
    ...ports,
    mailbox: careless(ports.mailbox),
    crm: careless(ports.crm),
  }),
  'loses a change when the page is long': onPages((page) => ({ ...page, changes: page.changes.slice(0, 2) })),
  'takes absence for a deletion': (ports) => ({ ...ports, mailbox: hasty(ports.mailbox) }),
  'keeps no record of conflicts': onLedger((tx) => ({ ...tx, saveConflicts: () => Promise.resolve() })),
  'knows only one base': onLedger((tx) => ({
    ...tx,
    saveLinks: (links) => tx.saveLinks(links.map((link): Link => ({ ...link, base: single(link.base) }))),
  })),
  'makes its bases up after each write': onLedger((tx) => ({
    ...tx,
    saveLinks: (links) =>
      tx.saveLinks(links.map((link): Link => ({ ...link, base: { crm: null, mailbox: null } }))),
  })),
  'shows personal fields to everyone': (ports) => ({
    ...ports,
    kinds: ports.kinds.map((kind) => ({
      ...kind,
      shared: (item) => kind.normalise(item),
      fields: { ...kind.fields, keywords: { scope: 'shared', merge: 'value', conflict: 'crm' } as const },
    })),
    crm: { ...ports.crm, traits: withKeywords(ports.crm.traits) },
  }),
  'mails as it likes': (ports) => ({
    ...ports,
    mailbox: { ...ports.mailbox, traits: { ...ports.mailbox.traits, silentScheduling: 'yes' } },
  }),
  'asks although nothing has happened': (ports) => ({ ...ports, mailbox: curious(ports.mailbox) }),
  'looks before its calls are over': onLedger((tx) => ({
    ...tx,
    openIntents: async () => (await tx.openIntents()).map((intent) => ({ ...intent, waitMs: 0 })),
  })),
};

function onLedger(change: (tx: LedgerTransaction) => LedgerTransaction): Break {
  return (ports) => ({
    ...ports,
    ledger: { transaction: (lease, work) => ports.ledger.transaction(lease, (tx) => work(change(tx))) },
  });
}

function onPages(change: (page: Page) => Page): Break {
  return (ports) => ({
    ...ports,
    mailbox: { ...ports.mailbox, changes: async (...call) => change(await ports.mailbox.changes(...call)) },
    crm: { ...ports.crm, changes: async (...call) => change(await ports.crm.changes(...call)) },
  });
}

function keyless<T extends Mailbox | Crm>(side: T, newId: () => string): T {
  const create: T['create'] = (requests, context) =>
    side.create(
      requests.map((request) => ({ ...request, intent: { ...request.intent, correlationKey: newId() } })),
      context,
    );
  return { ...side, create };
}

function careless<T extends Mailbox | Crm>(side: T): T {
  const update: T['update'] = (requests, context) =>
    side.update(
      requests.map((request) => ({ ...request, intent: { ...request.intent, expectedVersion: null } })),
      context,
    );
  return { ...side, update };
}

/** Believes every listing: what a page that claims to be complete leaves out is gone when it looks. */
function hasty(mailbox: Mailbox): Mailbox {
  const listed = new Set<string>();
  let believes = false;
  return {
    ...mailbox,
    changes: async (collection, cursor, context) => {
      const page = await mailbox.changes(collection, cursor, context);
      if (cursor === null) listed.clear();
      for (const { ref } of page.changes) listed.add(ref.id);
      believes = page.complete;
      return page;
    },
    read: async (refs, context) =>
      (await mailbox.read(refs, context)).map((reading) =>
        believes && !listed.has(reading.ref.id) ? { type: 'gone', ref: reading.ref } : reading,
      ),
  };
}

/** Asks for an item that nobody knows of, whenever it looks for changes. */
function curious(mailbox: Mailbox): Mailbox {
  return {
    ...mailbox,
    changes: async (...call) => {
      const page = await mailbox.changes(...call);
      const [collection, , context] = call;
      await mailbox.find(collection, ['nobody knows of it'], context);
      return page;
    },
  };
}

function single(base: Link['base']): Link['base'] {
  return { crm: base.mailbox ?? base.crm, mailbox: base.mailbox ?? base.crm };
}

function withKeywords(traits: CrmTraits): CrmTraits {
  const kinds = Object.entries(traits.kinds).map(
    ([type, kind]) => [type, { ...kind, fields: [...kind.fields, 'keywords'] }] as const,
  );
  return { ...traits, kinds: Object.fromEntries(kinds) };
}
