import type { Fault, FaultRule, Sandbox } from '../../../src/sandbox/main.ts';
import { ask, eventNames, eventText, propfind, put, sync, testSandbox, tokenIn, WORK } from '../support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.stop());

const ONE = `${WORK}one.ics`;

function lay(fault: Fault, rule: Omit<FaultRule, 'fault'> = {}): void {
  sandbox.faults.add({ fault, ...rule });
}

function stored(): string | undefined {
  return sandbox.groupware.events.find('alice/work', 'one.ics')?.object.text;
}

async function etags(): Promise<readonly string[]> {
  const listed = await propfind(sandbox, WORK, '1', ['D:getetag']);
  return [...listed.text.matchAll(/<D:getetag>([^<]*)</g)].map(([, tag]) => tag ?? '');
}

describe('a fault', () => {
  it('strikes as often as it was told to, where it was told to, and not before', async () => {
    const fault: Fault = { kind: 'unavailable', retryAfterSeconds: null };
    lay(fault, { operation: 'GET', path: 'two', after: 1, times: 2 });
    const get = async (name: string): Promise<number> => (await ask(sandbox, 'GET', WORK + name)).status;
    expect(await get('one.ics')).toBe(404);
    expect((await ask(sandbox, 'HEAD', `${WORK}two.ics`)).status).toBe(404);
    expect([await get('two.ics'), await get('two.ics'), await get('two.ics')]).toEqual([404, 503, 503]);
    expect([sandbox.faults.pending(), await get('two.ics')]).toEqual([0, 404]);
  });

  it('can be taken away, alone or with all others', async () => {
    const away = sandbox.faults.add({ fault: { kind: 'cut-before' } });
    away();
    lay({ kind: 'cut-before' }, { times: 9 });
    sandbox.faults.clear();
    expect((await ask(sandbox, 'GET', ONE)).status).toBe(404);
  });
});

describe('on the way', () => {
  it.each<[string, Fault, number, string | null]>([
    ['throttling', { kind: 'throttle', retryAfterSeconds: 7 }, 429, '7'],
    ['unavailability', { kind: 'unavailable', retryAfterSeconds: 30 }, 503, '30'],
    ['unavailability without a time', { kind: 'unavailable', retryAfterSeconds: null }, 503, null],
  ])('%s has no effect', async (_name, fault, status, retryAfter) => {
    lay(fault);
    const answer = await put(sandbox, ONE, eventText());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(stored()).toBeUndefined();
    expect((await put(sandbox, ONE, eventText())).status).toBe(201);
  });

  it('a cut before has no effect, a cut after has', async () => {
    lay({ kind: 'cut-before' });
    await expect(put(sandbox, ONE, eventText())).rejects.toThrow();
    expect(stored()).toBeUndefined();
    lay({ kind: 'cut-after' });
    await expect(put(sandbox, ONE, eventText())).rejects.toThrow();
    expect(stored()).toBe(eventText());
    expect(sandbox.requests().map(({ method, status }) => [method, status])).toEqual([
      ['PUT', null],
      ['PUT', null],
    ]);
  });

  it('an acknowledgement is lost though it happened', async () => {
    lay({ kind: 'lose-acknowledgement' });
    expect((await put(sandbox, ONE, eventText())).status).toBe(504);
    expect(stored()).toBe(eventText());
  });

  it('silence lasts until somebody gives up', async () => {
    lay({ kind: 'hang' });
    const url = sandbox.url + ONE;
    const authorization = `Basic ${btoa('alice:alice:secret')}`;
    const headers = { authorization, 'content-type': 'text/calendar' };
    const signal = AbortSignal.timeout(300);
    const asked = fetch(url, { method: 'PUT', body: eventText(), headers, signal });
    await expect(asked).rejects.toThrow(/timeout/i);
    expect(stored()).toBe(eventText());
  });

  it('an answer breaks off', async () => {
    await put(sandbox, ONE, eventText());
    lay({ kind: 'truncate-answer', bytes: 20 });
    await expect(ask(sandbox, 'GET', ONE)).rejects.toThrow();
    expect((await ask(sandbox, 'GET', ONE)).text).toBe(eventText());
  });

  it('something else answers', async () => {
    const headers = { 'Content-Type': 'text/html' };
    lay({ kind: 'answer', status: 200, headers, body: '<html>Please sign in</html>' });
    const answer = await propfind(sandbox, WORK, '0', ['D:displayname']);
    expect([answer.status, answer.text]).toEqual([200, '<html>Please sign in</html>']);
  });
});

describe('in the feed', () => {
  beforeEach(async () => {
    for (const name of ['one', 'two', 'three']) {
      await put(sandbox, `${WORK}${name}.ics`, eventText({ uid: `${name}@test` }));
    }
  });

  it('cursors are forgotten', async () => {
    const token = tokenIn(await sync(sandbox, ''));
    lay({ kind: 'forget-cursors' });
    const answer = await sync(sandbox, token);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('valid-sync-token')]);
    expect(eventNames(await sync(sandbox, ''))).toHaveLength(3);
  });

  it('changes are repeated', async () => {
    const token = tokenIn(await sync(sandbox, ''));
    await put(sandbox, `${WORK}two.ics`, eventText({ uid: 'two@test', lines: ['DTSTART:20260311T100000Z'] }));
    lay({ kind: 'repeat-changes' });
    expect(eventNames(await sync(sandbox, token))).toEqual(['two.ics', 'one.ics', 'three.ics']);
    expect(eventNames(await sync(sandbox, token))).toEqual(['two.ics']);
  });

  it('changes come in reverse', async () => {
    lay({ kind: 'reorder-changes' });
    expect(eventNames(await sync(sandbox, ''))).toEqual(['three.ics', 'two.ics', 'one.ics']);
  });

  it('a listing is cut, as the protocol prescribes', async () => {
    lay({ kind: 'truncate-listing', count: 2, silent: false });
    const cut = await sync(sandbox, '');
    expect([eventNames(cut), cut.text]).toEqual([['one.ics', 'two.ics'], expect.stringContaining('507')]);
    expect(eventNames(await sync(sandbox, tokenIn(cut)))).toEqual(['three.ics']);
    lay({ kind: 'truncate-listing', count: 1, silent: false });
    const listed = await propfind(sandbox, WORK, '1', ['D:getetag']);
    expect([eventNames(listed), listed.text]).toEqual([['one.ics'], expect.stringContaining('507')]);
  });

  it('a listing is cut without a word', async () => {
    lay({ kind: 'truncate-listing', count: 1, silent: true });
    const cut = await sync(sandbox, '');
    expect([eventNames(cut), cut.text.includes('507')]).toEqual([['one.ics'], false]);
    expect(eventNames(await sync(sandbox, tokenIn(cut)))).toEqual([]);
    lay({ kind: 'truncate-listing', count: 1, silent: true });
    expect(eventNames(await propfind(sandbox, WORK, '1', ['D:getetag']))).toEqual(['one.ics']);
  });

  it('versions change though nothing else did', async () => {
    const before = await etags();
    const text = stored();
    lay({ kind: 'churn-versions' });
    const after = await etags();
    expect(after).toHaveLength(before.length);
    expect(before.filter((tag) => after.includes(tag))).toEqual([]);
    expect(stored()).toBe(text);
  });
});

describe('when something is stored', () => {
  it('it is rewritten, and no ETag says that it is as sent', async () => {
    lay({ kind: 'rewrite', rewrite: (text) => text.replace('SUMMARY:Meeting', 'SUMMARY:MEETING') });
    const answer = await put(sandbox, ONE, eventText());
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, null]);
    expect(stored()).toContain('SUMMARY:MEETING');
  });

  it('properties are dropped', async () => {
    lay({ kind: 'drop-properties', names: ['SUMMARY'] });
    const answer = await put(sandbox, ONE, eventText());
    expect(answer.headers.get('etag')).toBeNull();
    expect(stored()).not.toContain('SUMMARY');
    expect(stored()).toContain('DTSTART');
  });

  it('the new version is kept back', async () => {
    lay({ kind: 'no-version' });
    expect((await put(sandbox, ONE, eventText())).headers.get('etag')).toBeNull();
    expect(stored()).toBe(eventText());
    const second = await put(sandbox, ONE, eventText({ lines: ['DTSTART:20260311T100000Z'] }));
    expect(second.headers.get('etag')).toMatch(/^"/);
  });
});
