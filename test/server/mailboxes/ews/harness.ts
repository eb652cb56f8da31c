import { randomUUID } from 'node:crypto';
import { ewsProvider } from '../../../../src/server/mailboxes/ews/index.ts';
import type { WireRequest } from '../../../../src/server/mailboxes/provider.ts';
import { itemId, itemTarget } from '../../../../src/sandbox/ews/ids.ts';
import { startSandbox } from '../../../../src/sandbox/main.ts';
import type { Sandbox, SeedUser } from '../../../../src/sandbox/main.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import type { Mailbox, Ref } from '../../../../src/sync/ports.ts';
import { follow } from '../../../contracts/mailbox/events.ts';
import type {
  HumanClient,
  MailClient,
  MailboxHarness,
  OpenMailbox,
} from '../../../contracts/mailbox-contract.ts';
import { ask } from '../../../support/caldav-server.ts';
import { calendarText } from '../caldav/harness.ts';

/** Whose mailbox the tests look into, and a colleague. */
export const OLGA: SeedUser = {
  name: 'olga',
  displayName: 'Olga Owner',
  address: 'olga@contract.example',
  password: 'olga:secret',
};
export const GERT: SeedUser = {
  name: 'gert',
  displayName: 'Gert Guest',
  address: 'gert@contract.example',
  password: 'gert:secret',
};

/** A sandbox Exchange with an adapter on Olga's mailbox. */
export interface EwsWorld {
  readonly sandbox: Sandbox;
  readonly mailbox: Mailbox;
  /** Olga's calendar. */
  readonly collection: string;
  /** Every request of the adapter's. */
  readonly requests: readonly WireRequest[];
  /** How far the adapter's clock is ahead, in milliseconds. */
  readonly clock: { ahead: number };
  /** Another adapter on the same mailbox, whose requests nobody counts. */
  readonly other: Mailbox;
  readonly close: () => Promise<void>;
}

/** A fresh sandbox, with an adapter that has found its way. */
export async function openWorld(): Promise<EwsWorld> {
  const sandbox = await startSandbox({ users: [OLGA, GERT] });
  const account = { url: sandbox.ewsUrl, user: OLGA.address, password: OLGA.password };
  const requests: WireRequest[] = [];
  const clock = { ahead: 0 };
  const environment = (onRequest: (request: WireRequest) => void) => ({
    now: () => Date.now() + clock.ahead,
    allowedPrivateHosts: ['127.0.0.1'],
    callTimeoutMs: 20_000,
    onRequest,
  });
  const nobody = (): void => undefined;
  const context = { deadline: Date.now() + 20_000 };
  const other = ewsProvider.connect({ ...account, discovered: {} }, environment(nobody));
  const { discovered } = await other.probe(context);
  const [main] = await other.collections(context);
  const mailbox = ewsProvider.connect(
    { ...account, discovered },
    environment((request) => requests.push(request)),
  );
  return {
    sandbox,
    mailbox,
    collection: main?.id ?? '',
    requests,
    clock,
    other,
    async close() {
      await mailbox.close?.();
      await other.close?.();
      await sandbox.stop();
    },
  };
}

/** The contract suite against the sandbox's Exchange; a person works on the same calendar over CalDAV. */
export const ewsHarness: MailboxHarness = {
  name: 'Exchange (sandbox)',
  async open(): Promise<OpenMailbox> {
    const world = await openWorld();
    const { mailbox, collection, requests, close } = world;
    return {
      mailbox,
      collection,
      human: humanClient(world),
      traffic: () => ({
        requests: requests.length,
        bytes: requests.reduce((sum, { sent, received }) => sum + sent + received, 0),
      }),
      forgotten: (cursor) =>
        JSON.stringify({ ...(JSON.parse(cursor) as object), state: Buffer.from('none').toString('base64') }),
      close,
    };
  },
};

/** A person's mail program on Olga's mailbox. */
export function mailClient({ sandbox }: EwsWorld): MailClient {
  const { folders, messages } = sandbox.groupware;
  const place = { owner: OLGA.name, folderClass: 'IPF.Note' };
  const deep = (): string => {
    const outer = folders.add({ ...place, name: randomUUID(), parent: null });
    return folders.add({ ...place, name: 'Inside', parent: outer.id }).id;
  };
  const idOf = (id: string): string => itemId(OLGA, { kind: 'message', id });
  const messageAt = (id: string): string => itemTarget(OLGA, id).id;
  return {
    add(original, folder) {
      const folderId = folder === 'deep' ? deep() : folders.withRole(OLGA.name, folder).id;
      const text = Buffer.from(original).toString('latin1');
      return Promise.resolve(idOf(messages.add({ folderId, text, draft: folder === 'drafts' }).id));
    },
    move: (id) => Promise.resolve(void messages.move(messageAt(id), deep())),
    remove(id) {
      messages.remove(messageAt(id));
      return Promise.resolve();
    },
  };
}

function humanClient(world: EwsWorld): HumanClient {
  const { sandbox, collection } = world;
  const credentials = { user: OLGA.name, password: OLGA.password };
  const calendar = `${sandbox.caldavUrl}calendars/${OLGA.name}/calendar/`;
  const put = async (name: string, text: string): Promise<void> => {
    const headers = { 'content-type': 'text/calendar' };
    const body = text.replace(/\r?\n/g, '\r\n');
    await (await ask(credentials, 'PUT', calendar + name, body, headers)).arrayBuffer();
  };
  const get = async (ref: Ref): Promise<readonly [name: string, text: string]> => {
    const name = await nameOf(world, ref);
    return [name, await (await ask(credentials, 'GET', calendar + name)).text()];
  };
  const add = async (event: Event, text = calendarText(event)): Promise<Ref> => {
    await put(`${randomUUID()}.ics`, text);
    return refOf(world, event.uid);
  };
  return {
    add: (event) => add(event),
    async retitle(ref, title) {
      const [name, text] = await get(ref);
      await put(name, text.replace(/^SUMMARY.*$/m, `SUMMARY:${title}`));
    },
    async remove(ref) {
      await (await ask(credentials, 'DELETE', calendar + (await nameOf(world, ref)))).arrayBuffer();
    },
    async mark(ref, mark) {
      const [name, text] = await get(ref);
      await put(name, text.replace(/^END:VEVENT/m, `X-HAND-MADE;X-BY=me:${mark}\r\nEND:VEVENT`));
    },
    async readMark(ref) {
      return /^X-HAND-MADE;X-BY=me:(.*?)\r?$/m.exec((await get(ref))[1])?.[1] ?? null;
    },
    mails: mailClient(world),
    async addUnreadable() {
      const uid = `${randomUUID()}@contract.example`;
      const ref = await add({ '@type': 'Event', uid, start: '2026-01-01T00:00:00', title: 'x' });
      sandbox.faults.add({
        fault: { kind: 'item-error', code: 'ErrorCorruptData', uid },
        operation: 'GetItem',
        times: Infinity,
      });
      return { collection, id: ref.id };
    },
  };
}

/** Where an event lies, by looking through the calendar. */
async function refOf({ other, collection }: EwsWorld, uid: string): Promise<Ref> {
  const refs = (await follow(other, collection, null)).changes.map(({ ref }) => ref);
  const readings = await other.read(refs, { deadline: Date.now() + 20_000 });
  const hit = readings.find((reading) => reading.type === 'found' && reading.found.item['uid'] === uid);
  if (hit === undefined) throw new Error(`Nothing with the UID ${uid}`);
  return hit.ref;
}

/** What an item is called in the CalDAV face. */
async function nameOf({ sandbox, other }: EwsWorld, ref: Ref): Promise<string> {
  const [reading] = await other.read([ref], { deadline: Date.now() + 20_000 });
  const uid = reading?.type === 'found' ? reading.found.item['uid'] : undefined;
  const [copy] = typeof uid === 'string' ? sandbox.groupware.events.byUid(OLGA.name, uid) : [];
  if (copy === undefined) throw new Error(`Nothing to be found at ${ref.id}`);
  return copy.name;
}
