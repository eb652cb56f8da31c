import { caldavProvider } from '../../../src/server/mailboxes/caldav/index.ts';
import { writeFacts } from '../../../src/server/mailboxes/caldav/facts.ts';
import { correlationKeyOf } from '../../../src/server/mailboxes/caldav/locations.ts';
import { etagOf } from '../../../src/sandbox/caldav/context.ts';
import type { PlayedMailbox } from '../shelf.ts';
import { groupwareShelf, type Names } from './groupware-shelf.ts';
import { troubledLine } from './line.ts';
import type { Person, Setting } from './sandbox.ts';

/** A mailbox of the sandbox's, with the CalDAV adapter on it. */
export function caldavMailbox(setting: Setting, owner: Person): PlayedMailbox {
  const { sandbox, now, atEnd } = setting;
  const { groupware, faults, caldavUrl } = sandbox;
  const calendarId = groupware.calendars.defaultOf(owner.name)?.id ?? '';
  const home = new URL(`calendars/${owner.name}/`, caldavUrl);
  const collection = new URL('calendar/', home).pathname;
  const names: Names = {
    ref: ({ name }) => ({ collection, id: name }),
    version: etagOf,
    // The name is the key: a copy has another one.
    correlationKey: ({ name }) => correlationKeyOf(name),
  };
  const discovered = writeFacts({
    homes: [home],
    calendar: null,
    addresses: [`mailto:${owner.address}`],
    server: 'Sandbox',
    autoSchedule: false,
    syncCollection: true,
    conditionalDelete: true,
    conditionalCreate: true,
  });
  const account = { url: caldavUrl, user: owner.name, password: owner.password };
  return {
    shelf: groupwareShelf(setting, owner, {
      calendarId,
      names,
      program: null,
      garbles: false,
      exchange: null,
    }),
    collection,
    account: { kind: caldavProvider.kind, ...account },
    outbox: () => groupware.outbox.mails(),
    connect: (visit, stored = { ...account, discovered }) =>
      troubledLine(faults, visit, (onRequest) => {
        const mailbox = caldavProvider.connect(stored, {
          now,
          allowedPrivateHosts: ['127.0.0.1'],
          callTimeoutMs: 20_000,
          onRequest,
        });
        atEnd(async () => mailbox.close?.());
        return mailbox;
      }),
  };
}
