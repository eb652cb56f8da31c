import type { Fault, FaultRule, Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import { describeWith } from '../../requirements.ts';
import { eventText } from '../support.ts';
import {
  all,
  codes,
  createEvent,
  ews,
  getItem,
  hour,
  idXml,
  post,
  schemaWatch,
  syncItems,
  text,
} from './support.ts';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await watch.sandbox();
});
afterEach(() => sandbox.stop());

const CREATE = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem>${hour('A')}</t:CalendarItem></m:Items></m:CreateItem>`;
const stored = (): number => sandbox.groupware.events.in('alice/work').length;

function lay(fault: Fault, rule: Omit<FaultRule, 'fault'> = {}): void {
  sandbox.faults.add({ fault, ...rule });
}

describe('on the way', () => {
  it.each<[string, Fault, number | null, string | null, number]>([
    ['503 with a time', { kind: 'unavailable', retryAfterSeconds: 30 }, 503, '30', 0],
    ['429', { kind: 'throttle', retryAfterSeconds: 7 }, 429, '7', 0],
    ['a cut before', { kind: 'cut-before' }, null, null, 0],
    ['a cut after', { kind: 'cut-after' }, null, null, 1],
    ['a lost acknowledgement', { kind: 'lose-acknowledgement' }, 504, null, 1],
    ['half an answer', { kind: 'truncate-answer', bytes: 60 }, null, null, 1],
    [
      'somebody else’s page',
      {
        kind: 'answer',
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html><body>Sign in</body></html>',
      },
      200,
      null,
      0,
    ],
  ])('%s strikes the operation that it is meant for', async (_name, fault, status, retryAfter, effect) => {
    lay(fault, { operation: 'CreateItem' });
    await syncItems(sandbox, '');
    const answer = post(sandbox, CREATE);
    if (status === null) await expect(answer).rejects.toThrow();
    else
      expect([(await answer).status, (await answer).headers.get('retry-after')]).toEqual([
        status,
        retryAfter,
      ]);
    expect([stored(), sandbox.faults.pending()]).toEqual([effect, 0]);
  });
});

describe('a busy server', () => {
  it.each([
    [12_000, '12000'],
    [null, null],
  ])('says how long to wait: %s', async (backOffMilliseconds, value) => {
    lay({ kind: 'server-busy', backOffMilliseconds });
    const { status, text: answer } = await post(sandbox, CREATE);
    const fault = readXml(answer);
    expect([status, codes(fault), stored()]).toEqual([500, ['ErrorServerBusy'], 0]);
    expect(all(fault, 'Value').map((one) => [one.attributes['Name'], one.text])).toEqual(
      value === null ? [] : [['BackOffMilliseconds', value]],
    );
  });
});

describe('one item', () => {
  it('fails alone, as often as it is to', async () => {
    const good = idXml(await createEvent(sandbox, hour('Good')));
    const bad = idXml(await createEvent(sandbox, hour('Bad')));
    const uid = sandbox.groupware.events.in('alice/work').at(-1)?.object.uid ?? '';
    lay({ kind: 'item-error', code: 'ErrorItemCorrupt', uid }, { operation: 'GetItem', times: 2 });
    const seen = async (): Promise<readonly string[]> => codes(await getItem(sandbox, good + bad));
    expect([await seen(), await seen(), await seen()]).toEqual([
      ['NoError', 'ErrorItemCorrupt'],
      ['NoError', 'ErrorItemCorrupt'],
      ['NoError', 'NoError'],
    ]);
  });
});

describe('synchronisation', () => {
  const kinds = (answer: XmlElement): readonly string[] =>
    (all(answer, 'Changes')[0]?.children ?? []).map(({ name }) => name);
  const seed = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const uid = `${String(index)}@test`;
      sandbox.groupware.events.save({
        calendarId: 'alice/work',
        name: `${uid}.ics`,
        text: eventText({ uid }),
        schedule: false,
      });
    }
  };

  it('forgets states', async () => {
    const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
    lay({ kind: 'forget-cursors' });
    expect(codes(await syncItems(sandbox, state))).toEqual(['ErrorInvalidSyncStateData']);
    expect(codes(await syncItems(sandbox, ''))).toEqual(['NoError']);
  });

  it('repeats what it has said, and turns it round', async () => {
    seed(2);
    const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
    await createEvent(sandbox, hour('New'));
    lay({ kind: 'repeat-changes' });
    lay({ kind: 'reorder-changes' });
    expect(kinds(await syncItems(sandbox, state))).toEqual(['Update', 'Update', 'Create']);
  });

  it('breaks off, with or without a word', async () => {
    seed(3);
    lay({ kind: 'truncate-listing', count: 1, silent: false });
    const honest = await syncItems(sandbox, '');
    expect([kinds(honest).length, text(honest, 'IncludesLastItemInRange')]).toEqual([1, 'false']);
    expect(kinds(await syncItems(sandbox, text(honest, 'SyncState') ?? ''))).toHaveLength(2);
    lay({ kind: 'truncate-listing', count: 1, silent: true });
    const silent = await syncItems(sandbox, '');
    expect([kinds(silent).length, text(silent, 'IncludesLastItemInRange')]).toEqual([1, 'true']);
    expect(kinds(await syncItems(sandbox, text(silent, 'SyncState') ?? ''))).toEqual([]);
  });

  it('gives everything a new change key though nothing changed', async () => {
    seed(2);
    const state = text(await syncItems(sandbox, ''), 'SyncState') ?? '';
    lay({ kind: 'churn-versions' });
    expect(kinds(await syncItems(sandbox, state))).toEqual(['Update', 'Update']);
  });
});

describe('a write', () => {
  it('may store something else', async () => {
    lay({ kind: 'rewrite', rewrite: (content) => content.replace('SUMMARY:A', 'SUMMARY:A (rewritten)') });
    const id = idXml(await createEvent(sandbox, hour('A')));
    expect(text(await getItem(sandbox, id), 'Subject')).toBe('A (rewritten)');
    lay({ kind: 'drop-properties', names: ['location'] });
    const second = idXml(await createEvent(sandbox, `${hour('B')}<t:Location>Room</t:Location>`));
    expect(text(await getItem(sandbox, second), 'Location')).toBeNull();
  });

  it('may be answered without a change key', async () => {
    lay({ kind: 'no-version' });
    expect(idXml(await createEvent(sandbox, hour('A')))).not.toContain('ChangeKey');
  });
});

describe('a crash after an update', () => {
  it('leaves the update done', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    lay({ kind: 'cut-after' }, { operation: 'UpdateItem' });
    const update = `<m:UpdateItem ConflictResolution="NeverOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>${id}<t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:CalendarItem><t:Subject>B</t:Subject></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
    await expect(post(sandbox, update)).rejects.toThrow();
    expect(text(await getItem(sandbox, id), 'Subject')).toBe('B');
    expect(codes(await ews(sandbox, update))).toEqual(['ErrorIrresolvableConflict']);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
