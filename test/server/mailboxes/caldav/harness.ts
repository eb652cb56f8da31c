import { randomUUID } from 'node:crypto';
import { caldavProvider } from '../../../../src/server/mailboxes/caldav/index.ts';
import type { WireRequest } from '../../../../src/server/mailboxes/provider.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import type { Ref } from '../../../../src/sync/ports.ts';
import type { HumanClient, MailboxHarness, OpenMailbox } from '../../../contracts/mailbox-contract.ts';
import { ask, makeCalendar } from '../../../support/caldav-server.ts';
import type { CaldavServer } from '../../../support/caldav-server.ts';

/**
 * Runs the mailbox contract against a CalDAV server; `unknownToken`: a sync token of its form that it
 * never gave out, null where there are no sync tokens.
 */
export function caldavHarness(
  name: string,
  start: () => Promise<CaldavServer>,
  unknownToken: string | null,
): MailboxHarness {
  let running: Promise<CaldavServer> | null = null;
  return {
    name,
    async open() {
      running ??= start();
      return openMailbox(await running, unknownToken);
    },
    async end() {
      await (await running)?.end();
      running = null;
    },
  };
}

async function openMailbox(server: CaldavServer, unknownToken: string | null): Promise<OpenMailbox> {
  const calendar = await makeCalendar(server);
  const requests: WireRequest[] = [];
  const { url, user, password } = server;
  const environment = {
    now: () => Date.now(),
    allowedPrivateHosts: ['127.0.0.1'],
    callTimeoutMs: 20_000,
    onRequest: (request: WireRequest) => requests.push(request),
  };
  const deadline = Date.now() + 20_000;
  const first = caldavProvider.connect({ url, user, password, discovered: {} }, environment);
  const { discovered } = await first.probe({ deadline });
  await first.close?.();
  const mailbox = caldavProvider.connect({ url, user, password, discovered }, environment);
  const collection = new URL(calendar).pathname;
  return {
    mailbox,
    collection,
    human: humanClient(server, calendar, collection),
    traffic: () => ({
      requests: requests.length,
      bytes: requests.reduce((sum, { sent, received }) => sum + sent + received, 0),
    }),
    forgotten: (cursor) =>
      unknownToken === null
        ? null
        : JSON.stringify({ ...(JSON.parse(cursor) as object), token: unknownToken }),
    async close() {
      await mailbox.close?.();
    },
  };
}

/** A calendar program that writes iCalendar by hand. */
function humanClient(server: CaldavServer, calendar: string, collection: string): HumanClient {
  const put = async (id: string, text: string): Promise<Ref> => {
    await (
      await ask(server, 'PUT', calendar + id, text.replace(/\r?\n/g, '\r\n'), {
        'content-type': 'text/calendar',
      })
    ).arrayBuffer();
    return { collection, id };
  };
  const get = async ({ id }: Ref): Promise<string> => (await ask(server, 'GET', calendar + id)).text();
  return {
    add: (event) => put(`${randomUUID()}.ics`, calendarText(event)),
    async retitle(ref, title) {
      await put(ref.id, (await get(ref)).replace(/^SUMMARY.*$/m, `SUMMARY:${title}`));
    },
    async remove({ id }) {
      await (await ask(server, 'DELETE', calendar + id)).arrayBuffer();
    },
    async mark(ref, text) {
      await put(
        ref.id,
        (await get(ref)).replace(/^END:VEVENT/m, `X-HAND-MADE;X-BY=me:${text}\r\nEND:VEVENT`),
      );
    },
    async readMark(ref) {
      return /^X-HAND-MADE;X-BY=me:(.*?)\r?$/m.exec(await get(ref))?.[1] ?? null;
    },
    async addUnreadable() {
      const text = calendarText({
        '@type': 'Event',
        uid: randomUUID(),
        title: 'x',
        start: '2026-01-01T00:00:00',
      });
      return put(`${randomUUID()}.ics`, text.replace('SUMMARY:x', 'RRULE:FREQ=SOMETIMES\nSUMMARY:x')).catch(
        () => null,
      );
    },
  };
}

const BERLIN = `BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
`;

/** A calendar object as a program writes it by hand. */
export function calendarText(event: Event): string {
  const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
  const zone = event.timeZone === undefined ? '' : `;TZID=${event.timeZone}`;
  const lines = [
    `UID:${event.uid}`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART${zone}:${event.start.replace(/[-:]/g, '')}`,
    ...(event.duration === undefined ? [] : [`DURATION:${event.duration}`]),
    `SUMMARY:${escaped(event.title ?? '')}`,
    ...(event.description === undefined ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.keywords === undefined
      ? []
      : [`CATEGORIES:${Object.keys(event.keywords).map(escaped).join(',')}`]),
  ];
  return `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Hand//Made//EN\n${zone === '' ? '' : BERLIN}BEGIN:VEVENT\n${lines.join('\n')}\nEND:VEVENT\nEND:VCALENDAR\n`;
}
