import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Appointment } from '../../src/contract/index.ts';
import { describeWith } from '../requirements.ts';
import { until } from '../support/until.ts';
import { startLiveWorld, type LiveWorld, type Person } from './live-world.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../sandbox/ews/exchangelib_steps.py');

/** What the script shows of an item that this file looks at. */
interface Shown {
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly type: string;
  readonly location: string | null;
  readonly required: readonly string[];
}

describeWith(['exchangelib'], 'exchangelib on the one side, the CRM on the other,', () => {
  let world: LiveWorld;
  let alice: Person;
  let bob: Person;
  beforeAll(async () => {
    world = await startLiveWorld();
    [alice, bob] = [await world.person('alice'), await world.person('bob')];
    await Promise.all([alice.connect({}, 'ews'), bob.connect({}, 'ews')]);
  }, 60_000);
  afterAll(() => world.stop());

  /** Runs steps of the script as Alice. */
  const steps = async <T>(...names: readonly string[]): Promise<T> => {
    const words = [SCRIPT, world.sandbox.ewsUrl, alice.address, alice.password, ...names];
    // Debian's own Python: another one on the PATH does not have the package.
    const { stdout } = await run('/usr/bin/python3', words, {
      env: { ...process.env, PYTHONWARNINGS: 'ignore' },
    });
    return JSON.parse(stdout) as T;
  };
  const titled = (title: string) => alice.appointment((one) => one.title === title);
  const edit = async (title: string, patch: Partial<Appointment>): Promise<void> => {
    const { id, version } = await titled(title);
    await alice.call('PATCH', `/api/appointments/${id}`, patch, version);
  };
  const inCalendar = (what: string): Promise<void> =>
    until(() => alice.calendar.names().some((name) => alice.calendar.text(name)?.includes(what) === true));

  it('makes, moves and deletes events and meetings, and they are in the CRM', async () => {
    await steps('create');
    await titled('Gone soon');
    await steps('change', 'invite');
    // Exchange's zones are Windows' own: of W. Europe it knows the largest city.
    expect(await titled('Single moved')).toMatchObject({
      start: '2026-03-10T14:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT1H30M',
      description: 'Line one\nLine two',
    });
    expect(await titled('All day')).toMatchObject({
      start: '2026-03-12T00:00:00',
      showWithoutTime: true,
      duration: 'P2D',
    });
    await until(
      async () => (await titled('Series')).recurrenceOverrides?.['2026-04-01T09:00:00'] !== undefined,
    );
    expect(await titled('Series')).toMatchObject({
      start: '2026-03-11T09:00:00',
      timeZone: 'Europe/Berlin',
      recurrenceRules: [{ frequency: 'weekly', byDay: [{ day: 'we' }], count: 6 }],
      recurrenceOverrides: {
        '2026-03-18T09:00:00': { start: '2026-03-18T16:00:00', title: 'Series, moved once' },
        '2026-04-01T09:00:00': { excluded: true },
      },
    });
    const review = await alice.appointment(({ title, users }) => title === 'Review' && users.length === 2);
    expect(review).toMatchObject({
      start: '2026-03-16T10:00:00',
      users: expect.arrayContaining([alice.id, bob.id]) as string[],
      participants: { [`mailto:${bob.address}`]: { roles: { attendee: true } } },
    });
    await until(async () => (await alice.appointments()).length === 4);
    expect(await bob.appointments()).toMatchObject([{ id: review.id }]);
  }, 60_000);

  it('reads what the CRM makes of them', async () => {
    await edit('Single moved', {
      title: 'Single, from the CRM',
      start: '2026-03-10T16:00:00',
      locations: { 1: { name: 'Room 7' } },
    });
    await edit('All day', { title: 'All day, from the CRM' });
    await edit('Review', { title: 'Review, from the CRM', start: '2026-03-17T08:00:00' });
    const { recurrenceOverrides = {} } = await titled('Series');
    await edit('Series', {
      title: 'Series, from the CRM',
      recurrenceOverrides: { ...recurrenceOverrides, '2026-04-08T09:00:00': { excluded: true } },
    });
    await alice.call('POST', '/api/appointments', {
      title: 'New in the CRM',
      start: '2026-03-20T10:00:00',
      timeZone: 'Europe/Zurich',
      duration: 'PT45M',
    });
    for (const title of ['Single', 'All day', 'Review', 'Series'])
      await inCalendar(`SUMMARY:${title}\\, from the CRM`);
    await inCalendar('SUMMARY:New in the CRM');
    await until(async () => (await alice.mailbox()).counts.pending === 0);

    const [seen] = await steps<[readonly Shown[]]>('view');
    const rows = seen.map(({ subject, start, end, type }) => [
      subject,
      start.slice(0, 16),
      end.slice(0, 16),
      type,
    ]);
    expect(rows).toEqual([
      ['Single, from the CRM', '2026-03-10T15:00', '2026-03-10T16:30', 'Single'],
      ['Series, from the CRM', '2026-03-11T08:00', '2026-03-11T09:00', 'Occurrence'],
      ['All day, from the CRM', '2026-03-12', '2026-03-13', 'Single'],
      ['Review, from the CRM', '2026-03-17T07:00', '2026-03-17T08:00', 'Single'],
      ['Series, moved once', '2026-03-18T15:00', '2026-03-18T16:00', 'Exception'],
      ['New in the CRM', '2026-03-20T09:00', '2026-03-20T09:45', 'Single'],
      ['Series, from the CRM', '2026-03-25T08:00', '2026-03-25T09:00', 'Occurrence'],
      ['Series, from the CRM', '2026-04-15T07:00', '2026-04-15T08:00', 'Occurrence'],
    ]);
    expect(seen[0]?.location).toBe('Room 7');
    expect(seen[3]?.required).toEqual([bob.address]);
  }, 60_000);

  it('deletes in the CRM what exchangelib deleted, and is the only one who mailed', async () => {
    const { outbox } = world.sandbox.groupware;
    expect(outbox.mails()).toMatchObject([{ kind: 'REQUEST', from: alice.address, to: bob.address }]);
    const { id, version } = await titled('New in the CRM');
    await alice.call('DELETE', `/api/appointments/${id}`, undefined, version);
    await until(() => alice.calendar.names().length === 4);
    expect(outbox.mails()).toHaveLength(1);
  }, 60_000);
});
