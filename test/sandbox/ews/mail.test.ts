import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { describeWith } from '../../requirements.ts';
import { START, USERS } from '../support.ts';
import {
  all,
  codes,
  createEvent,
  ews,
  getItem,
  hour,
  idXml,
  schemaWatch,
  syncItems,
  text,
  texts,
} from './support.ts';
import type { EwsAsking } from './support.ts';

const FILE = Buffer.from([0, 1, 2, 250, 251]);
const LETTER = [
  'From: "Müller, Jörg" <joerg@example.com>',
  'To: Alice <alice@example.org>, bob@example.org',
  'Cc: cleo@example.org',
  'Subject: =?utf-8?Q?Gr=C3=B6=C3=9Fe?=',
  'Date: Mon, 02 Mar 2026 09:30:00 +0100',
  'Message-ID: <one@example.com>',
  'Importance: high',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Grüße</p>',
  '--outer',
  'Content-Type: application/pdf; name="offer.pdf"',
  'Content-Disposition: attachment; filename="offer.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  FILE.toString('base64'),
  '--outer--',
  '',
].join('\r\n');
const REPLY = [
  'From: alice@example.org',
  'To: joerg@example.com',
  'Subject: Re: Sizes',
  'Message-ID: <two@example.org>',
  'In-Reply-To: <one@example.com>',
  'References: <one@example.com>',
  '',
  'Thank you',
  '',
].join('\r\n');

const watch = schemaWatch();
let sandbox: Sandbox;
beforeEach(async () => {
  const [alice, ...others] = USERS;
  const mails = [
    { text: LETTER, receivedAt: START - 60_000 },
    { text: REPLY, folder: 'sentitems' as const, read: true },
  ];
  sandbox = await watch.sandbox({
    users: [...(alice === undefined ? [] : [{ ...alice, mails }]), ...others],
  });
});
afterEach(() => sandbox.stop());

function find(folder: string, asking: EwsAsking = {}): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`,
    asking,
  );
}

function create(disposition: string, fields: string, asking: EwsAsking = {}): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:Message>${fields}</t:Message></m:Items></m:CreateItem>`,
    asking,
  );
}

const NOTE =
  '<t:Subject>Hello</t:Subject><t:Body BodyType="HTML">&lt;b&gt;Hi&lt;/b&gt;</t:Body><t:ToRecipients><t:Mailbox><t:EmailAddress>bob@example.org</t:EmailAddress></t:Mailbox><t:Mailbox><t:EmailAddress>out@example.com</t:EmailAddress></t:Mailbox></t:ToRecipients>';

describe('a mail', () => {
  it('shows what is in it', async () => {
    const item = await getItem(sandbox, idXml(await find('inbox')));
    const one = (name: string): string | null => text(item, name)?.trim() ?? null;
    expect(
      [
        'Subject',
        'Body',
        'Importance',
        'DateTimeSent',
        'DateTimeReceived',
        'IsRead',
        'HasAttachments',
        'InternetMessageId',
        'DisplayTo',
        'ItemClass',
      ].map(one),
    ).toEqual([
      'Größe',
      '<p>Grüße</p>',
      'High',
      '2026-03-02T08:30:00Z',
      new Date(START - 60_000).toISOString().replace('.000', ''),
      'false',
      'true',
      '<one@example.com>',
      'Alice; bob@example.org',
      'IPM.Note',
    ]);
    expect(text(all(item, 'From')[0] ?? item, 'Name')).toBe('Müller, Jörg');
    expect(texts(all(item, 'CcRecipients')[0] ?? item, 'EmailAddress')).toEqual(['cleo@example.org']);
  });

  it('comes with its files', async () => {
    const item = await getItem(sandbox, idXml(await find('inbox')));
    expect([text(all(item, 'FileAttachment')[0] ?? item, 'Name'), texts(item, 'Content')]).toEqual([
      'offer.pdf',
      [],
    ]);
    const get = (id: string, user: string): Promise<XmlElement> =>
      ews(sandbox, `<m:GetAttachment><m:AttachmentIds>${id}</m:AttachmentIds></m:GetAttachment>`, { user });
    const id = idXml(item, 'AttachmentId');
    expect(text(await get(id, 'alice'), 'Content')).toBe(FILE.toString('base64'));
    expect(codes(await get(id, 'bob'))).toEqual(['ErrorItemNotFound']);
    expect(codes(await get('<t:AttachmentId Id="x"/>', 'alice'))).toEqual(['ErrorInvalidAttachmentId']);
  });

  it('gives its bytes back as they are', async () => {
    const more = '<t:IncludeMimeContent>true</t:IncludeMimeContent>';
    const item = await getItem(sandbox, idXml(await find('inbox')), {}, more);
    expect(Buffer.from(text(item, 'MimeContent') ?? '', 'base64').toString()).toBe(LETTER);
  });

  it('belongs to its thread', async () => {
    const thread = async (folder: string): Promise<string | undefined> =>
      all(await find(folder), 'ConversationId')[0]?.attributes['Id'];
    expect(await thread('sentitems')).toBe(await thread('inbox'));
    await create('SaveOnly', NOTE);
    expect(await thread('drafts')).not.toBe(await thread('inbox'));
  });

  it('is read, sorted by category and moved', async () => {
    const found = await find('inbox');
    const update = (path: string, value: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges><t:ItemChange>${idXml(found)}<t:Updates><t:SetItemField><t:FieldURI FieldURI="${path}"/><t:Message>${value}</t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
      );
    expect(codes(await update('message:IsRead', '<t:IsRead>true</t:IsRead>'))).toEqual(['NoError']);
    expect(
      codes(await update('item:Categories', '<t:Categories><t:String>Red</t:String></t:Categories>')),
    ).toEqual(['NoError']);
    expect(codes(await update('item:Subject', '<t:Subject>No</t:Subject>'))).toEqual([
      'ErrorInvalidPropertySet',
    ]);
    const after = await getItem(sandbox, idXml(found));
    expect([text(after, 'IsRead'), texts(after, 'String')]).toEqual(['true', ['Red']]);
    const move = `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="junkemail"/></m:ToFolderId><m:ItemIds>${idXml(found)}</m:ItemIds></m:MoveItem>`;
    expect(codes(await ews(sandbox, move))).toEqual(['NoError']);
    expect([texts(await find('inbox'), 'Subject'), texts(await find('junkemail'), 'Subject')]).toEqual([
      [],
      ['Größe'],
    ]);
    const wrong = move
      .replace('junkemail', 'calendar')
      .replace(/<m:ItemIds>.*<\/m:ItemIds>/, `<m:ItemIds>${idXml(await find('junkemail'))}</m:ItemIds>`);
    expect(codes(await ews(sandbox, wrong))).toEqual(['ErrorMoveCopyFailed']);
  });
});

describe('sending', () => {
  it('delivers, writes down and keeps a copy', async () => {
    expect(codes(await create('SendAndSaveCopy', NOTE))).toEqual(['NoError']);
    expect(sandbox.groupware.outbox.mails().map(({ kind, to, delivered }) => [kind, to, delivered])).toEqual([
      ['NOTE', 'bob@example.org', true],
      ['NOTE', 'out@example.com', false],
    ]);
    const received = await getItem(sandbox, idXml(await find('inbox', { user: 'bob' })), { user: 'bob' });
    expect([text(received, 'Subject'), text(received, 'Body')?.trim(), text(received, 'IsRead')]).toEqual([
      'Hello',
      '<b>Hi</b>',
      'false',
    ]);
    expect(texts(await find('sentitems'), 'Subject')).toContain('Hello');
  });

  it('keeps none, or only saves', async () => {
    expect(all(await create('SendOnly', NOTE), 'ItemId')).toEqual([]);
    expect(texts(await find('sentitems'), 'Subject')).not.toContain('Hello');
    await create('SaveOnly', NOTE);
    const draft = await find('drafts');
    expect([texts(draft, 'Subject'), texts(draft, 'IsDraft')]).toEqual([['Hello'], ['true']]);
    expect(sandbox.groupware.outbox.mails()).toHaveLength(2);
  });

  it.each([
    ['without anybody to get it', 'SendOnly', '<t:Subject>A</t:Subject>', 'ErrorInvalidRecipients'],
    ['what nobody has', 'SendOnly', '<t:Subject>A</t:Subject><t:ToRecipients/>', 'ErrorInvalidRecipients'],
  ])('%s is refused', async (_name, disposition, fields, code) => {
    expect(codes(await create(disposition, fields))).toEqual([code]);
  });
});

describe('a restart', () => {
  it('changes no id, no change key and no sync state', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-ews-state-'));
    try {
      const stateFile = join(folder, 'state.json');
      await sandbox.stop();
      sandbox = await watch.sandbox({ stateFile });
      const id = idXml(await createEvent(sandbox, hour('A')));
      await create('SaveOnly', NOTE);
      const draft = idXml(await find('drafts'));
      const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
      await sandbox.stop();
      sandbox = await watch.sandbox({ stateFile });
      expect(idXml(await getItem(sandbox, id))).toBe(id);
      expect(idXml(await getItem(sandbox, draft))).toBe(draft);
      const changes = await syncItems(sandbox, state);
      expect([codes(changes), all(changes, 'Changes')[0]?.children]).toEqual([['NoError'], []]);
    } finally {
      await sandbox.stop();
      sandbox = await watch.sandbox();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
