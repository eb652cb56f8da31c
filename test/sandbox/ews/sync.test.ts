import type { Sandbox } from '../../../src/sandbox/main.ts';
import { describeWith } from '../../requirements.ts';
import { eventText, vevent } from '../support.ts';
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

const watch = schemaWatch();
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await watch.sandbox();
});
afterEach(() => sandbox.stop());

const SUBJECT =
  '<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Subject"/></t:AdditionalProperties>';

function seed(count: number): void {
  for (let index = 1; index <= count; index += 1) {
    const uid = `${String(index)}@test`;
    const lines = ['DTSTART:20260310T090000Z', `SUMMARY:Event ${String(index)}`];
    const text = eventText({ uid, lines });
    sandbox.groupware.events.save({ calendarId: 'alice/work', name: `${uid}.ics`, text, schedule: false });
  }
}

/** Kinds and subjects of the changes since a state, with the next state. */
async function changes(
  state: string,
  most = 512,
): Promise<{ readonly seen: readonly string[]; readonly state: string; readonly last: string | null }> {
  const answer = await syncItems(sandbox, state, { shape: SUBJECT, most });
  const seen = (all(answer, 'Changes')[0]?.children ?? []).map((one) =>
    `${one.name} ${text(one, 'Subject') ?? ''}`.trim(),
  );
  return { seen, state: text(answer, 'SyncState') ?? '', last: text(answer, 'IncludesLastItemInRange') };
}

describe('SyncFolderItems', () => {
  it('lists everything in pages, at most 512 at once', async () => {
    seed(600);
    const first = await changes('');
    expect([first.seen.length, first.last]).toEqual([512, 'false']);
    const second = await changes(first.state);
    expect([second.seen.length, second.last]).toEqual([88, 'true']);
    expect(new Set([...first.seen, ...second.seen]).size).toBe(600);
    expect((await changes(second.state)).seen).toEqual([]);
  });

  it('tells creations, changes and deletions apart, each thing once', async () => {
    seed(3);
    const { state } = await changes('');
    await createEvent(sandbox, hour('New'));
    const { groupware } = sandbox;
    groupware.events.save({
      calendarId: 'alice/work',
      name: '2@test.ics',
      text: eventText({ uid: '2@test', lines: ['DTSTART:20260311T090000Z', 'SUMMARY:Changed'] }),
      schedule: false,
    });
    groupware.events.touch('alice/work', '2@test.ics');
    groupware.events.remove({ calendarId: 'alice/work', name: '3@test.ics', schedule: false });
    const next = await changes(state);
    expect(next.seen).toEqual(['Create New', 'Update Changed', 'Delete']);
    expect((await changes(next.state)).seen).toEqual([]);
    expect((await changes('')).seen).toEqual(['Create Event 1', 'Create New', 'Create Changed']);
  });

  it('says nothing of what came and went, and everything of what came back under its name', async () => {
    seed(1);
    const { state } = await changes('');
    const { events } = sandbox.groupware;
    const again = {
      calendarId: 'alice/work',
      name: '1@test.ics',
      text: eventText({ uid: '1@test' }),
      schedule: false,
    };
    events.remove({ calendarId: 'alice/work', name: '1@test.ics', schedule: false });
    events.save(again);
    events.remove({ calendarId: 'alice/work', name: '1@test.ics', schedule: false });
    events.save(again);
    expect((await changes(state)).seen).toEqual(['Delete', 'Create Meeting']);
  });

  it('reports a series through its master, and its exceptions too', async () => {
    const lines = [
      'DTSTART:20260310T090000Z',
      'DTEND:20260310T100000Z',
      'RRULE:FREQ=DAILY;COUNT=5',
      'SUMMARY:Daily',
    ];
    const save = (more: readonly string[]): void => {
      const text = eventText({ uid: 'daily@test', lines, more });
      sandbox.groupware.events.save({ calendarId: 'alice/work', name: 'daily.ics', text, schedule: false });
    };
    save([]);
    const { seen, state } = await changes('');
    expect(seen).toEqual(['Create Daily']);
    save(
      vevent('daily@test', ['RECURRENCE-ID:20260312T090000Z', 'DTSTART:20260312T150000Z', 'SUMMARY:Later']),
    );
    const answer = await syncItems(sandbox, state, { shape: SUBJECT });
    expect(texts(answer, 'Subject')).toEqual(['Daily']);
    const item = await getItem(sandbox, idXml(answer));
    expect(text(item, 'CalendarItemType')).toBe('RecurringMaster');
    expect(texts(all(item, 'ModifiedOccurrences')[0] ?? item, 'OriginalStart')).toEqual([
      '2026-03-12T09:00:00Z',
    ]);
  });

  it('leaves out what it is told to ignore', async () => {
    seed(2);
    const id = idXml(await syncItems(sandbox, ''), 'ItemId', false);
    const answer = await ews(
      sandbox,
      `<m:SyncFolderItems><m:ItemShape>${SUBJECT}</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="calendar"/></m:SyncFolderId><m:Ignore>${id}</m:Ignore><m:MaxChangesReturned>10</m:MaxChangesReturned></m:SyncFolderItems>`,
    );
    expect(texts(answer, 'Subject')).toEqual(['Event 2']);
  });

  it('leaves out what comes with GetItem only', async () => {
    const created = await createEvent(
      sandbox,
      '<t:Subject>A</t:Subject><t:Body BodyType="Text">Long</t:Body><t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>',
    );
    const listed = await syncItems(sandbox, '', { shape: '<t:BaseShape>AllProperties</t:BaseShape>' });
    expect([texts(listed, 'Subject'), texts(listed, 'Body'), texts(listed, 'StartTimeZone')]).toEqual([
      ['A'],
      [],
      [],
    ]);
    expect(text(await getItem(sandbox, idXml(created)), 'Body')).toContain('Long');
  });

  it('tells of mail that is read without calling it changed', async () => {
    const folderId = 'alice/inbox';
    const { messages } = sandbox.groupware;
    const { id } = messages.add({ folderId, text: 'From: b@x\r\nSubject: Hello\r\n\r\nText' });
    const first = await syncItems(sandbox, '', { folder: 'inbox' });
    expect(all(first, 'Create')).toHaveLength(1);
    messages.change(id, { read: true });
    const second = await syncItems(sandbox, text(first, 'SyncState') ?? '', { folder: 'inbox' });
    expect(texts(all(second, 'ReadFlagChange')[0] ?? second, 'IsRead')).toEqual(['true']);
    messages.change(id, { read: false, categories: ['Red'] });
    const third = await syncItems(sandbox, text(second, 'SyncState') ?? '', { folder: 'inbox' });
    expect(all(third, 'Update')).toHaveLength(1);
  });
});

describe('a sync state', () => {
  it.each(['nonsense', 'AAAA', Buffer.from('{"scope":"x","cursors":{}}').toString('base64')])(
    'that is not ours is refused: %s',
    async (state) => {
      expect(codes(await syncItems(sandbox, state))).toEqual(['ErrorInvalidSyncStateData']);
    },
  );

  it('belongs to one folder and one mailbox', async () => {
    const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
    expect(codes(await syncItems(sandbox, state))).toEqual(['NoError']);
    expect(codes(await syncItems(sandbox, state, { folder: 'inbox' }))).toEqual([
      'ErrorInvalidSyncStateData',
    ]);
    expect(codes(await syncItems(sandbox, state, { user: 'bob' }))).toEqual(['ErrorInvalidSyncStateData']);
  });
});

describe('SyncFolderHierarchy', () => {
  const sync = (state: string): ReturnType<typeof ews> =>
    ews(
      sandbox,
      `<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>${state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`}</m:SyncFolderHierarchy>`,
    );

  it('tells of folders that come, change and go', async () => {
    const first = await sync('');
    expect(texts(first, 'DisplayName')).toEqual(expect.arrayContaining(['Inbox', 'Work', 'Contacts']));
    const { calendars } = sandbox.groupware;
    calendars.add({ owner: 'alice', slug: 'home', name: 'Home' });
    calendars.change('alice/work', { name: 'Office' });
    const second = await sync(text(first, 'SyncState') ?? '');
    expect(
      (all(second, 'Changes')[0]?.children ?? []).map((one) => [one.name, text(one, 'DisplayName')]),
    ).toEqual([
      ['Update', 'Office'],
      ['Create', 'Home'],
    ]);
    calendars.remove('alice/home');
    const third = await sync(text(second, 'SyncState') ?? '');
    expect(idXml(third, 'FolderId')).toBe(idXml(all(second, 'Create')[0] ?? second, 'FolderId', false));
    expect(all(third, 'Delete')).toHaveLength(1);
    expect(all(await sync(text(third, 'SyncState') ?? ''), 'Changes')[0]?.children).toEqual([]);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
