import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import { describeWith } from '../../requirements.ts';
import { eventText } from '../support.ts';
import {
  all,
  codes,
  createEvent,
  envelope,
  ews,
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
  sandbox = await watch.sandbox({ ews: { heartbeatMs: 20 } });
});
afterEach(() => sandbox.stop());

const EVENTS = ['CreatedEvent', 'ModifiedEvent', 'DeletedEvent', 'MovedEvent', 'NewMailEvent']
  .map((name) => `<t:EventType>${name}</t:EventType>`)
  .join('');
const FOLDERS =
  '<t:FolderIds><t:DistinguishedFolderId Id="calendar"/><t:DistinguishedFolderId Id="inbox"/></t:FolderIds>';

async function subscribe(
  wanted = `<m:StreamingSubscriptionRequest>${FOLDERS}<t:EventTypes>${EVENTS}</t:EventTypes></m:StreamingSubscriptionRequest>`,
): Promise<string> {
  const answer = await ews(sandbox, `<m:Subscribe>${wanted}</m:Subscribe>`);
  expect(codes(answer)).toEqual(['NoError']);
  return text(answer, 'SubscriptionId') ?? '';
}

/** An open streaming connection. */
interface Connection {
  /** The next envelope for which it is true; rejects when the stream ends before. */
  until(wanted: (answer: XmlElement) => boolean): Promise<XmlElement>;
  /** Reads to the end. */
  rest(): Promise<void>;
  close(): void;
}

async function connect(ids: readonly string[]): Promise<Connection> {
  const abort = new AbortController();
  const listed = ids.map((id) => `<t:SubscriptionId>${id}</t:SubscriptionId>`).join('');
  const body = envelope(
    `<m:GetStreamingEvents><m:SubscriptionIds>${listed}</m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
  );
  const authorization = `Basic ${btoa('alice:alice:secret')}`;
  const response = await fetch(sandbox.ewsUrl, {
    method: 'POST',
    body,
    headers: { authorization },
    signal: abort.signal,
  });
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = '';
  const next = async (): Promise<XmlElement> => {
    for (;;) {
      const end = buffered.indexOf('</s:Envelope>');
      if (end >= 0) {
        const one = buffered.slice(0, end + '</s:Envelope>'.length);
        buffered = buffered.slice(one.length);
        return readXml(one);
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) throw new Error('The stream ended');
      buffered += chunk.value;
    }
  };
  return {
    async until(wanted) {
      for (;;) {
        const answer = await next();
        if (wanted(answer)) return answer;
      }
    },
    async rest() {
      while ((await reader?.read())?.done === false);
    },
    close: () => {
      abort.abort();
    },
  };
}

const names = (answer: XmlElement): readonly string[] =>
  all(answer, 'Notification').flatMap((one) =>
    one.children.map(({ name }) => name).filter((name) => name.endsWith('Event')),
  );
const tells = (answer: XmlElement): boolean => all(answer, 'Notification').length > 0;

describe('a streaming connection', () => {
  it('says at once that it is open, and again and again', async () => {
    const connection = await connect([await subscribe()]);
    const alive = (answer: XmlElement): boolean => text(answer, 'ConnectionStatus') === 'OK';
    await connection.until(alive);
    await connection.until(alive);
    await connection.until(alive);
    connection.close();
  });

  it('tells of what happens in its folders, and names the item', async () => {
    const connection = await connect([await subscribe()]);
    const created = await createEvent(sandbox, hour('A'));
    const first = await connection.until(tells);
    expect(names(first)).toEqual(['CreatedEvent']);
    expect(idXml(all(first, 'CreatedEvent')[0] ?? first)).toBe(idXml(created));
    sandbox.groupware.events.touch('alice/work', sandbox.groupware.events.in('alice/work')[0]?.name ?? '');
    expect(names(await connection.until(tells))).toEqual(['ModifiedEvent']);
    const name = sandbox.groupware.events.in('alice/work')[0]?.name ?? '';
    sandbox.groupware.events.remove({ calendarId: 'alice/work', name, schedule: false });
    expect(names(await connection.until(tells))).toEqual(['DeletedEvent']);
    sandbox.groupware.messages.add({ folderId: 'alice/inbox', text: 'Subject: x\r\n\r\n' });
    expect(names(await connection.until(tells))).toEqual(['CreatedEvent', 'NewMailEvent']);
    connection.close();
  });

  it('says nothing of other folders and of other people’s', async () => {
    const connection = await connect([await subscribe()]);
    sandbox.groupware.messages.add({ folderId: 'alice/junkemail', text: 'Subject: x\r\n\r\n' });
    sandbox.groupware.events.save({
      calendarId: 'bob/work',
      name: 'b.ics',
      text: eventText(),
      schedule: false,
    });
    sandbox.groupware.messages.add({ folderId: 'alice/inbox', text: 'Subject: y\r\n\r\n' });
    expect(names(await connection.until(tells))).toEqual(['CreatedEvent', 'NewMailEvent']);
    connection.close();
  });

  it('begins with what happened since it was asked for', async () => {
    const id = await subscribe();
    await createEvent(sandbox, hour('Before anybody listened'));
    const connection = await connect([id]);
    expect(names(await connection.until(tells))).toEqual(['CreatedEvent']);
    connection.close();
  });

  it('says where something went', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    const connection = await connect([await subscribe()]);
    await ews(
      sandbox,
      `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
    );
    const news = await connection.until(tells);
    expect(names(news)).toEqual(['MovedEvent']);
    expect(idXml(news, 'OldItemId', false)).toBe(
      /<t:ItemId Id="[^"]*"/.exec(id)?.[0].replace('ItemId', 'OldItemId').concat('/>'),
    );
    const there = await ews(
      sandbox,
      '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="deleteditems"/></m:ParentFolderIds></m:FindItem>',
    );
    expect(idXml(all(news, 'MovedEvent')[0] ?? news)).toBe(idXml(there));
    connection.close();
  });

  it('may be for the whole mailbox', async () => {
    const id = await subscribe(
      `<m:StreamingSubscriptionRequest SubscribeToAllFolders="true"><t:EventTypes>${EVENTS}</t:EventTypes></m:StreamingSubscriptionRequest>`,
    );
    const connection = await connect([id]);
    sandbox.groupware.messages.add({ folderId: 'alice/junkemail', text: 'Subject: x\r\n\r\n' });
    expect(names(await connection.until(tells))).toEqual(['CreatedEvent']);
    connection.close();
  });

  it('is refused for a subscription that there is not, or no longer', async () => {
    const id = await subscribe();
    const ask = (): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${id}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
      );
    const forget = `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`;
    expect(codes(await ews(sandbox, forget))).toEqual(['NoError']);
    expect(codes(await ews(sandbox, forget))).toEqual(['ErrorSubscriptionNotFound']);
    const refused = await ask();
    expect([
      codes(refused),
      texts(all(refused, 'ErrorSubscriptionIds')[0] ?? refused, 'SubscriptionId'),
      text(refused, 'ConnectionStatus'),
    ]).toEqual([['ErrorSubscriptionNotFound'], [id], 'Closed']);
  });

  it('breaks off where a fault says so, and its subscription lives on', async () => {
    const id = await subscribe();
    sandbox.faults.add({ fault: { kind: 'truncate-answer', bytes: 100 }, operation: 'GetStreamingEvents' });
    const connection = await connect([id]);
    await expect(connection.rest()).rejects.toThrow();
    await createEvent(sandbox, hour('A'));
    const second = await connect([id]);
    expect(names(await second.until(tells))).toEqual(['CreatedEvent']);
    second.close();
    sandbox.faults.add({ fault: { kind: 'forget-subscriptions' } });
    const third = await connect([id]);
    await third.until((answer) => codes(answer)[0] === 'ErrorSubscriptionNotFound');
  });
});

describe('GetEvents', () => {
  it('tells what happened since a watermark', async () => {
    const wanted = `<m:PullSubscriptionRequest>${FOLDERS}<t:EventTypes>${EVENTS}</t:EventTypes><t:Timeout>10</t:Timeout></m:PullSubscriptionRequest>`;
    const subscribed = await ews(sandbox, `<m:Subscribe>${wanted}</m:Subscribe>`);
    const id = text(subscribed, 'SubscriptionId') ?? '';
    const get = (mark: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${mark}</m:Watermark></m:GetEvents>`,
      );
    const begin = text(subscribed, 'Watermark') ?? '';
    expect(names(await get(begin))).toEqual(['StatusEvent']);
    await createEvent(sandbox, hour('A'));
    const news = await get(begin);
    expect(names(news)).toEqual(['CreatedEvent']);
    expect(names(await get(texts(news, 'Watermark').at(-1) ?? ''))).toEqual(['StatusEvent']);
    expect(codes(await get('nonsense'))).toEqual(['ErrorInvalidWatermark']);
  });
});

describe('a subscription', () => {
  it.each([
    [
      'without folders',
      `<m:StreamingSubscriptionRequest><t:EventTypes>${EVENTS}</t:EventTypes></m:StreamingSubscriptionRequest>`,
    ],
    [
      'for all and for some',
      `<m:StreamingSubscriptionRequest SubscribeToAllFolders="true">${FOLDERS}<t:EventTypes>${EVENTS}</t:EventTypes></m:StreamingSubscriptionRequest>`,
    ],
  ])('%s is refused', async (_name, wanted) => {
    expect(codes(await ews(sandbox, `<m:Subscribe>${wanted}</m:Subscribe>`))).toEqual([
      'ErrorInvalidSubscriptionRequest',
    ]);
  });

  it('and a synchronisation after it leave no gap', async () => {
    const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
    await createEvent(sandbox, hour('Between'));
    const connection = await connect([await subscribe()]);
    expect(all(await syncItems(sandbox, state), 'Create')).toHaveLength(1);
    await createEvent(sandbox, hour('After'));
    expect(names(await connection.until(tells))).toEqual(['CreatedEvent']);
    connection.close();
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
