import { randomUUID } from 'node:crypto';
import type {
  ItemInView,
  ItemSave,
  ItemView,
  Mailbox,
  Problem,
  RecordRef,
} from '../../../src/contract/index.ts';
import { itemId } from '../../../src/sandbox/ews/ids.ts';
import { startSandbox, type FolderRole, type Sandbox } from '../../../src/sandbox/main.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

/** Somebody with a mailbox of the sandbox' Exchange, and an account in the CRM that is named alike. */
const PEOPLE = ['ada', 'ben', 'cay'] as const;
export type Name = (typeof PEOPLE)[number];

/** A mail as the tests write it. */
export interface Letter {
  readonly id: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly bcc?: string;
  readonly text?: string;
  readonly references?: string;
}

/** What the tests of items need: the application, an Exchange, three people who are connected to it. */
export interface ItemsWorld {
  readonly world: World;
  readonly sandbox: Sandbox;
  readonly clients: Readonly<Record<Name, Client>>;
  /** Puts a mail into somebody's folder; answers it as their Outlook shows it. */
  mail(owner: Name, letter: Letter, folder?: FolderRole): ItemInView;
  company(owner: Client, name: string, more?: object): Promise<RecordRef>;
  view(client: Client, item: ItemInView): Promise<ItemView>;
  link(client: Client, item: ItemInView, ...records: RecordRef[]): Promise<ItemSave>;
  /** How many requests the mailboxes have seen since this was last asked. */
  requests(): number;
  close(): Promise<void>;
}

/** Starts it all. */
export async function startItemsWorld(): Promise<ItemsWorld> {
  const world = await startWorld();
  const users = PEOPLE.map((name) => userOf(name));
  const sandbox = await startSandbox({ users });
  const clients = {
    ada: await world.client('user', 'ada'),
    ben: await world.client('user', 'ben'),
    cay: await world.client('user', 'cay'),
  };
  for (const name of PEOPLE) {
    const body = { kind: 'ews', url: sandbox.url, user: `${name}@example.com`, password: name };
    bodyOf<Mailbox>(expectStatus(await clients[name].call('POST', '/api/mailboxes', { body }), 201));
  }
  return {
    world,
    sandbox,
    clients,
    mail(owner, letter, folder = 'inbox') {
      const folderId = sandbox.groupware.folders.withRole(owner, folder).id;
      const text = textOf(letter);
      const { id } = sandbox.groupware.messages.add({ folderId, text, draft: folder === 'drafts' });
      return inView(letter, itemId(userOf(owner), { kind: 'message', id }));
    },
    async company(owner, name, more = {}) {
      const answer = await owner.call('POST', '/api/companies', { body: { name, ...more } });
      return { recordType: 'company', id: bodyOf<{ id: string }>(expectStatus(answer, 201)).id };
    },
    async view(client, item) {
      const answer = await client.call('POST', '/api/items/view', { body: { item } });
      return bodyOf<ItemView>(expectStatus(answer, 200));
    },
    async link(client, item, ...records) {
      const answer = await client.call('POST', '/api/items/links', { body: { item, records } });
      return bodyOf<ItemSave>(expectStatus(answer, 200));
    },
    requests() {
      const { length } = sandbox.requests();
      sandbox.forgetRequests();
      return length;
    },
    async close() {
      await world.close();
      await sandbox.stop();
    },
  };
}

/** Status and code of a refusal. */
export function refusal(answer: Answer): readonly [number, string] {
  return [answer.statusCode, bodyOf<Problem>(answer).code];
}

/** A Message-ID that no other mail has. */
export function freshId(): string {
  return `<${randomUUID()}@example.net>`;
}

/** A mail's headers and body, with an attachment. */
export function textOf(letter: Letter): string {
  const { id, subject = 'The offer', from = 'Grace Hopper <grace@acme.example>', references } = letter;
  const { to = 'ada@example.com, ben@example.com', text = 'Please find the offer attached.', bcc } = letter;
  return [
    `From: ${from}`,
    `To: ${to}`,
    ...(bcc === undefined ? [] : [`Bcc: ${bcc}`]),
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    ...(references === undefined ? [] : [`References: ${references}`, `In-Reply-To: ${references}`]),
    'Date: Mon, 16 Nov 2026 09:30:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="frontier"',
    '',
    '--frontier',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--frontier',
    'Content-Type: text/html; name="offer.html"',
    'Content-Disposition: attachment; filename="offer.html"',
    '',
    '<script>alert(1)</script>',
    '--frontier--',
    '',
  ].join('\r\n');
}

function expectStatus(answer: Answer, status: number): Answer {
  if (answer.statusCode !== status) throw new Error(`${String(answer.statusCode)}: ${answer.body}`);
  return answer;
}

function userOf(name: Name) {
  return { name, password: name, displayName: name, address: `${name}@example.com` };
}

function inView(letter: Letter, id: string): ItemInView {
  const { from = 'Grace Hopper <grace@acme.example>', to = 'ada@example.com, ben@example.com' } = letter;
  const { subject = 'The offer' } = letter;
  const person = (text: string, role: 'from' | 'to') => {
    const match = /^\s*(?:(.*?)\s*<)?([^<>\s]+@[^<>\s]+?)>?\s*$/.exec(text);
    return { role, name: match?.[1] ?? '', address: match?.[2] ?? '' };
  };
  return {
    kind: 'message',
    itemId: id,
    messageId: letter.id,
    conversationId: null,
    seriesId: null,
    subject,
    start: null,
    end: null,
    participants: [person(from, 'from'), ...to.split(',').map((one) => person(one, 'to'))],
  };
}
