import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { describeWith, REQUIREMENTS } from '../../requirements.ts';
import { unfolded } from '../support.ts';
import { schemaWatch } from './support.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, 'exchangelib_steps.py');

/** An item as the script shows it. */
interface Shown {
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly type: string;
  readonly allDay: boolean;
  readonly location: string | null;
  readonly categories: readonly string[];
  readonly body: string;
  readonly required: readonly string[];
  readonly responses: readonly string[];
  readonly mine: string;
  readonly meeting: boolean;
  readonly cancelled: boolean;
  readonly uid: string;
}

describeWith(['exchangelib'], 'exchangelib, which nobody here wrote,', () => {
  const watch = schemaWatch();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await watch.sandbox();
  });
  afterAll(async () => {
    await sandbox.stop();
    if (REQUIREMENTS.xmllint() && REQUIREMENTS['reference-data']()) await watch.validate();
  });

  /** Runs steps of the script as a user, one after the other in one session; rejects with exchangelib's complaint. */
  async function steps<T extends readonly unknown[]>(user: string, ...names: readonly string[]): Promise<T> {
    const words = [SCRIPT, sandbox.ewsUrl, `${user}@example.org`, `${user}:secret`, ...names];
    // Debian's own Python: another one on the PATH does not have the package.
    const { stdout } = await run('/usr/bin/python3', words, {
      env: { ...process.env, PYTHONWARNINGS: 'ignore' },
    });
    return JSON.parse(stdout) as T;
  }
  const stored = (user = 'alice'): readonly string[] =>
    sandbox.groupware.events.in(`${user}/work`).map(({ object }) => unfolded(object.text));
  const storedOf = (subject: string, user = 'alice'): string =>
    stored(user).find((text) => text.includes(`SUMMARY:${subject}`)) ?? '';

  it('finds every folder; creates single, all-day and recurring events and reads them back', async () => {
    type Answers = readonly [folders: readonly string[], items: readonly Shown[]];
    const [folders, items] = await steps<Answers>('alice', 'folders', 'create');
    expect(folders).toEqual(
      expect.arrayContaining(['Inbox', 'Sent Items', 'Deleted Items', 'Work', 'Drafts']),
    );
    expect(items.map(({ subject, type, allDay }) => [subject, type, allDay])).toEqual([
      ['All day', 'Single', true],
      ['Gone soon', 'Single', false],
      ['Series', 'RecurringMaster', false],
      ['Single', 'Single', false],
    ]);
    expect(items[3]).toMatchObject({
      start: '2026-03-10T09:00:00+00:00',
      end: '2026-03-10T10:00:00+00:00',
      location: 'Room 1',
      categories: ['Red', 'Liaison'],
    });
    expect(items[3]?.body.split(/\r?\n/)).toEqual(['Line one', 'Line two']);
    expect(storedOf('Series')).toMatch(/RRULE:.*FREQ=WEEKLY/);
    expect(storedOf('All day')).toMatch(/DTSTART;VALUE=DATE:20260312/);
  });

  it('moves, changes and deletes them, and single occurrences; follows the changes', async () => {
    type Answers = readonly [first: unknown, items: readonly Shown[], series: unknown, changes: unknown];
    const [first, items, series, changes] = await steps<Answers>('alice', 'sync', 'change', 'series', 'sync');
    expect(first).toHaveLength(4);
    expect(items.map(({ subject }) => subject)).toEqual(['All day', 'Series', 'Single moved']);
    expect(items[2]).toMatchObject({
      start: '2026-03-10T13:00:00+00:00',
      end: '2026-03-10T14:30:00+00:00',
      location: null,
    });
    expect(series).toEqual({
      modified: [['2026-03-18T08:00:00+00:00', '2026-03-18T15:00:00+00:00']],
      deleted: ['2026-04-01T07:00:00+00:00'],
      pattern: expect.stringContaining('Wednesday') as string,
      number: 6,
    });
    expect(changes).toEqual([
      ['delete', null],
      ['update', 'Series'],
      ['update', 'Single moved'],
    ]);
  });

  it('sees occurrences in a calendar view; when somebody is busy, who there is, which time zones', async () => {
    type Answers = readonly [readonly Shown[], readonly unknown[], unknown, number];
    const [seen, busy, names, zones] = await steps<Answers>('alice', 'view', 'free', 'names', 'zones');
    expect(seen.map(({ subject, start, type }) => [subject, start.slice(0, 16), type])).toEqual([
      ['Single moved', '2026-03-10T13:00', 'Single'],
      ['Series', '2026-03-11T08:00', 'Occurrence'],
      ['All day', '2026-03-12', 'Single'],
      ['Series, moved once', '2026-03-18T15:00', 'Exception'],
      ['Series', '2026-03-25T08:00', 'Occurrence'],
      ['Series', '2026-04-08T07:00', 'Occurrence'],
      ['Series', '2026-04-15T07:00', 'Occurrence'],
    ]);
    // On the clock of the zone that it asked with.
    expect(busy).toContainEqual(['2026-03-10T14:00:00', '2026-03-10T15:30:00', 'Busy']);
    expect(names).toEqual([['Bob', 'bob@example.org']]);
    expect(zones).toBeGreaterThan(100);
  });

  it('invites, and the invited one answers', async () => {
    const [meeting] = await steps<readonly [Shown]>('alice', 'invite');
    expect(meeting).toMatchObject({ meeting: true, required: ['bob@example.org'], mine: 'Organizer' });
    expect(sandbox.groupware.outbox.mails()).toMatchObject([{ kind: 'REQUEST', to: 'bob@example.org' }]);
    expect(await steps('bob', 'answer')).toMatchObject([
      {
        request: { subject: 'Review', from: 'alice@example.org', type: 'NewMeetingRequest' },
        left: [],
        item: [{ subject: 'Review', mine: 'Accept', uid: meeting.uid, meeting: true }],
      },
    ]);
    expect(sandbox.groupware.outbox.mails().map(({ kind }) => kind)).toEqual(['REQUEST', 'REPLY']);
  });

  it('reads the answer, moves the meeting, cancels it; sends a mail', async () => {
    const [answered, moved, left, sent] = await steps<readonly [unknown, unknown, readonly Shown[], unknown]>(
      'alice',
      'answered',
      'reschedule',
      'cancel',
      'mail',
    );
    expect(answered).toMatchObject({
      class: 'IPM.Schedule.Meeting.Resp.Pos',
      from: 'bob@example.org',
      subject: 'Accepted: Review',
      item: { responses: ['bob@example.org Accept'] },
    });
    expect(moved).toMatchObject({ start: '2026-03-17T09:00:00+00:00' });
    expect(storedOf('Review', 'bob')).toMatch(/DTSTART[^:]*:20260317T/);
    expect(left.map(({ subject }) => subject)).not.toContain('Review');
    expect(sent).toContainEqual(['Größe', 'bob@example.org']);
    const kinds = sandbox.groupware.outbox.mails().map(({ kind }) => kind);
    expect(kinds).toEqual(['REQUEST', 'REPLY', 'REQUEST', 'CANCEL', 'NOTE']);
  });

  it('reads the cancellation and the mail, marks it and moves it', async () => {
    expect(await steps('bob', 'cancelled', 'received')).toMatchObject([
      { class: 'IPM.Schedule.Meeting.Canceled', subject: 'Canceled: Review', item: [{ cancelled: true }] },
      { message: ['alice@example.org', 'Hello', false], inbox: 0 },
    ]);
  });

  it('deletes, and what it deleted is gone', async () => {
    expect(await steps('alice', 'missing')).toEqual(['gone']);
    expect(storedOf('Single moved')).toBe('');
  });
});
