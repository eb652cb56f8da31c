import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settableClock } from '../../src/sandbox/clock.ts';
import type { Sandbox } from '../../src/sandbox/main.ts';
import { ask, eventNames, eventText, put, sync, testSandbox, tokenIn, WORK } from './support.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaison-sandbox-'));
  file = join(folder, 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a sandbox with the state file until the work is done. */
async function during<T>(work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await testSandbox({ stateFile: file });
  try {
    return await work(sandbox);
  } finally {
    await sandbox.stop();
  }
}

const etag = async (sandbox: Sandbox, name: string): Promise<string | null> =>
  (await ask(sandbox, 'GET', WORK + name)).headers.get('etag');

describe('a sandbox with a state file', () => {
  it('goes on where it ended: events, versions, feed, removals, calendars, mails', async () => {
    const before = await during(async (sandbox) => {
      await put(sandbox, `${WORK}a.ics`, eventText({ uid: 'a@test' }));
      await put(sandbox, `${WORK}b.ics`, eventText({ uid: 'b@test' }));
      const token = tokenIn(await sync(sandbox, ''));
      await ask(sandbox, 'DELETE', `${WORK}b.ics`);
      sandbox.groupware.calendars.change('alice/work', { name: 'Renamed' });
      return { token, tag: await etag(sandbox, 'a.ics') };
    });
    await during(async (sandbox) => {
      expect(await etag(sandbox, 'a.ics')).toBe(before.tag);
      expect((await ask(sandbox, 'GET', `${WORK}a.ics`)).text).toBe(eventText({ uid: 'a@test' }));
      expect(eventNames(await sync(sandbox, before.token))).toEqual(['-b.ics']);
      expect(sandbox.groupware.calendars.find('alice', 'work')?.name).toBe('Renamed');
      const twin = await put(sandbox, `${WORK}c.ics`, eventText({ uid: 'a@test' }));
      expect(twin.status).toBe(409);
    });
  });

  it('knows no cursor any more after a crash, and gives no version twice', async () => {
    let early = '';
    const before = await during(async (sandbox) => {
      await put(sandbox, `${WORK}a.ics`, eventText({ uid: 'a@test' }));
      early = JSON.stringify({ format: 'liaison-sandbox-2', ended: false, state: sandbox.groupware.state() });
      await put(sandbox, `${WORK}a.ics`, eventText({ uid: 'a@test', lines: ['DTSTART:20260311T100000Z'] }));
      return { token: tokenIn(await sync(sandbox, '')), tag: await etag(sandbox, 'a.ics') };
    });
    writeFileSync(file, early);
    await during(async (sandbox) => {
      expect((await sync(sandbox, before.token)).status).toBe(403);
      await put(sandbox, `${WORK}a.ics`, eventText({ uid: 'a@test' }));
      expect(await etag(sandbox, 'a.ics')).not.toBe(before.tag);
      expect((await sync(sandbox, before.token)).status).toBe(403);
    });
  });

  it('goes on from a file of before it had messages', async () => {
    const event = { id: 'event-3', name: 'a.ics', version: 3, scheduleVersion: 3, at: 4 };
    const text = eventText({ uid: 'a@test' });
    const calendar = { id: 'alice/work', owner: 'alice', slug: 'work', name: 'Work', color: null };
    const calendars = [
      {
        calendar: { ...calendar, description: null, readOnly: false },
        generation: 1,
        at: 6,
        events: [{ ...event, text }],
        removed: [['b.ics', 6]],
      },
    ];
    const state = { number: 6, calendars, mails: [] };
    writeFileSync(file, JSON.stringify({ format: 'liaison-sandbox-1', ended: true, state }));
    await during(async (sandbox) => {
      expect(await etag(sandbox, 'a.ics')).toBe('"3"');
      expect(eventNames(await sync(sandbox, 'urn:liaison:sandbox:sync:1-4'))).toEqual(['-b.ics']);
      expect(sandbox.groupware.events.find('alice/work', 'a.ics')?.serial).toBe(1);
      expect((await put(sandbox, `${WORK}c.ics`, eventText({ uid: 'c@test' }))).status).toBe(201);
    });
  });

  it('holds no password', async () => {
    await during((sandbox) => put(sandbox, `${WORK}a.ics`, eventText()));
    expect(readFileSync(file, 'utf8')).toContain('BEGIN:VCALENDAR');
    expect(readFileSync(file, 'utf8')).not.toContain('alice:secret');
  });

  it.each(['{"format":', '[]', '{"format":"other"}'])('does not begin with %s in it', async (content) => {
    writeFileSync(file, content);
    await expect(testSandbox({ stateFile: file })).rejects.toThrow(/remove it to begin anew/);
  });
});

describe('a sandbox without one', () => {
  it('takes no cursor of an earlier run', async () => {
    const run = async (token: string, start: number): Promise<readonly [number, string]> => {
      const sandbox = await testSandbox({ clock: settableClock(start) });
      try {
        const answer = await sync(sandbox, token);
        return [answer.status, tokenIn(answer)];
      } finally {
        await sandbox.stop();
      }
    };
    const first = Date.UTC(2026, 2, 1);
    const [status, token] = await run('', first);
    expect(status).toBe(207);
    expect((await run(token, first + 60_000))[0]).toBe(403);
  });
});
