import { ewsProvider } from '../../../src/server/mailboxes/ews/index.ts';
import { writeFacts } from '../../../src/server/mailboxes/ews/facts.ts';
import { changeKey, folderId, itemId } from '../../../src/sandbox/ews/ids.ts';
import type { EventCopy } from '../../../src/sandbox/main.ts';
import type { PlayedMailbox } from '../shelf.ts';
import { groupwareShelf, type Names } from './groupware-shelf.ts';
import { troubledLine } from './line.ts';
import { outlook } from './outlook.ts';
import type { Person, Setting } from './sandbox.ts';

/** Where the owners of all mailboxes live. */
const HOME_ZONE = 'Europe/Berlin';

/** A mailbox of the sandbox's, with the EWS adapter on it. */
export function ewsMailbox(setting: Setting, owner: Person): PlayedMailbox {
  const { sandbox, now, atEnd } = setting;
  const { groupware } = sandbox;
  const calendarId = groupware.calendars.defaultOf(owner.name)?.id ?? '';
  const collection = folderId(owner, { kind: 'calendar', id: calendarId });
  const names: Names = {
    ref: ({ id }) => ({ collection, id: itemId(owner, { kind: 'event', id }) }),
    version: ({ version }) => changeKey('event', version),
    correlationKey,
  };
  const discovered = writeFacts({
    url: new URL(sandbox.ewsUrl),
    addresses: [`mailto:${owner.address}`],
    schemaVersion: 'Exchange2016',
    server: 'Exchange',
    homeZone: HOME_ZONE,
  });
  const account = { url: sandbox.ewsUrl, user: owner.address, password: owner.password };
  return {
    shelf: groupwareShelf(setting, owner, {
      calendarId,
      names,
      program: outlook(setting, owner),
      garbles: true,
      exchange: { homeZone: HOME_ZONE },
    }),
    collection,
    account: { kind: ewsProvider.kind, ...account },
    outbox: () => groupware.outbox.mails(),
    connect: (visit, stored = { ...account, discovered }) =>
      troubledLine(sandbox.faults, visit, (onRequest) => {
        const mailbox = ewsProvider.connect(stored, {
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

/** The key that the adapter put on the item, as the groupware keeps it. */
function correlationKey({ object }: EventCopy): string | null {
  const text = object.text.replace(/\r?\n[ \t]/g, '');
  const main = text.slice(0, text.search(/^RECURRENCE-ID/m) >>> 0);
  return /^X-EWS-PROPERTY[^\n]*LiaisonCorrelationKey[^:\n]*:(.*?)\r?$/im.exec(main)?.[1] ?? null;
}
