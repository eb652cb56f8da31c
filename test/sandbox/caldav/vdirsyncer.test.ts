import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { describeWith, which } from '../../requirements.ts';
import { eventText, testSandbox, unfolded, vevent } from '../support.ts';

const run = promisify(execFile);
const CALENDAR = 'alice/work';

describeWith(['vdirsyncer'], 'vdirsyncer, which nobody here wrote,', () => {
  let sandbox: Sandbox;
  let folder: string;
  let files: string;

  beforeAll(async () => {
    sandbox = await testSandbox();
    folder = mkdtempSync(join(tmpdir(), 'liaison-vdirsyncer-'));
    files = join(folder, 'events', 'work');
    mkdirSync(files, { recursive: true });
    writeFileSync(join(folder, 'config'), config(folder, sandbox.url));
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command of it; rejects when it fails. */
  function vdirsyncer(...words: readonly string[]): Promise<unknown> {
    const env = { ...process.env, VDIRSYNCER_CONFIG: join(folder, 'config') };
    return run(which('vdirsyncer') ?? 'vdirsyncer', [...words], { env });
  }
  const file = (name: string): string => join(files, name);
  const local = (): readonly string[] =>
    readdirSync(files)
      .filter((name) => name.endsWith('.ics'))
      .sort();
  const remote = (): readonly string[] =>
    uids(sandbox.groupware.events.in(CALENDAR).map(({ object }) => object.text));
  const onServer = (uid: string): string =>
    sandbox.groupware.events.byUid('alice', uid)[0]?.object.text ?? '';
  const here = (uid: string): string =>
    local()
      .map((name) => readFileSync(file(name), 'utf8'))
      .find((text) => text.includes(`UID:${uid}`)) ?? '';
  const saveOnServer = (uid: string, text: string): void => {
    const name = sandbox.groupware.events.byUid('alice', uid)[0]?.name ?? `${uid}.ics`;
    sandbox.groupware.events.save({ calendarId: CALENDAR, name, text, schedule: false });
  };

  it('finds the calendar from the root of the server', async () => {
    await vdirsyncer('discover', 'sandbox');
    const asked = sandbox.requests().map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual(
      expect.arrayContaining([
        'PROPFIND /',
        'PROPFIND /caldav/principals/alice/',
        'PROPFIND /caldav/calendars/alice/',
      ]),
    );
  });

  it('uploads, byte for byte', async () => {
    writeFileSync(file('single.ics'), eventText({ uid: 'single@test' }));
    writeFileSync(file('series.ics'), SERIES);
    await vdirsyncer('sync', 'sandbox');
    expect(remote()).toEqual(['series@test', 'single@test']);
    expect(lines(onServer('series@test'))).toEqual(lines(SERIES));
  });

  it('downloads', async () => {
    const text = eventText({
      uid: 'theirs@test',
      lines: ['DTSTART;VALUE=DATE:20260401', 'SUMMARY:Größe & <b>'],
    });
    saveOnServer('theirs@test', text);
    await vdirsyncer('sync', 'sandbox');
    expect(lines(here('theirs@test'))).toEqual(lines(text));
  });

  it('writes nothing when nothing changed', async () => {
    sandbox.forgetRequests();
    const before = sandbox.groupware.calendars.cursor(CALENDAR);
    await vdirsyncer('sync', 'sandbox');
    expect(
      sandbox.requests().filter(({ method }) => !['PROPFIND', 'REPORT', 'OPTIONS'].includes(method)),
    ).toEqual([]);
    expect(sandbox.groupware.calendars.cursor(CALENDAR)).toBe(before);
  });

  it('carries a change from either side to the other', async () => {
    const changed = eventText({
      uid: 'single@test',
      lines: ['DTSTART:20260312T100000Z', 'SUMMARY:Changed here'],
    });
    writeFileSync(file('single.ics'), changed);
    saveOnServer('theirs@test', onServer('theirs@test').replace('Größe', 'Changed there'));
    await vdirsyncer('sync', 'sandbox');
    expect(onServer('single@test')).toContain('SUMMARY:Changed here');
    expect(here('theirs@test')).toContain('Changed there');
  });

  it('carries a deletion from either side to the other', async () => {
    const name = local().find((one) => readFileSync(file(one), 'utf8').includes('series@test')) ?? '';
    rmSync(file(name));
    const theirs = sandbox.groupware.events.byUid('alice', 'theirs@test')[0]?.name ?? '';
    sandbox.groupware.events.remove({ calendarId: CALENDAR, name: theirs, schedule: false });
    await vdirsyncer('sync', 'sandbox');
    expect(remote()).toEqual(['single@test']);
    expect(uids(local().map((one) => readFileSync(file(one), 'utf8')))).toEqual(['single@test']);
  });

  it('carries name and colour', async () => {
    await vdirsyncer('metasync', 'sandbox');
    expect(readFileSync(join(files, 'color'), 'utf8')).toBe('#112233');
    writeFileSync(join(files, 'displayname'), 'Renamed & <shown>');
    await vdirsyncer('metasync', 'sandbox');
    expect(sandbox.groupware.calendars.find('alice', 'work')?.name).toBe('Renamed & <shown>');
  });

  it('makes a calendar that is not there yet', async () => {
    mkdirSync(join(folder, 'events', 'fresh'));
    writeFileSync(join(folder, 'events', 'fresh', 'a.ics'), eventText({ uid: 'fresh@test' }));
    // It asks whether to create what only one side has.
    const discovering = vdirsyncerAnswering(folder, 'y\n');
    await expect(discovering).resolves.toBe(0);
    await vdirsyncer('sync', 'sandbox');
    expect(sandbox.groupware.events.in('alice/fresh').map(({ object }) => object.uid)).toEqual([
      'fresh@test',
    ]);
  });
});

/** `vdirsyncer discover` with an answer to its questions; its exit code. */
function vdirsyncerAnswering(folder: string, answer: string): Promise<number | null> {
  const env = { ...process.env, VDIRSYNCER_CONFIG: join(folder, 'config') };
  return new Promise((resolve) => {
    const child = execFile(which('vdirsyncer') ?? 'vdirsyncer', ['discover', 'sandbox'], { env });
    child.on('exit', resolve);
    child.stdin?.end(answer.repeat(5));
  });
}

function uids(texts: readonly string[]): readonly string[] {
  return texts.map((text) => /^UID:(.*?)\r?$/m.exec(text)?.[1] ?? '').sort();
}

/** Content lines without folding; vdirsyncer writes line feeds into files and takes them out again. */
function lines(text: string): readonly string[] {
  return unfolded(text).trim().split(/\r?\n/);
}

function config(folder: string, url: string): string {
  return `[general]
status_path = "${folder}/status/"
[pair sandbox]
a = "files"
b = "server"
collections = ["from a", "from b"]
metadata = ["displayname", "color"]
[storage files]
type = "filesystem"
path = "${folder}/events"
fileext = ".ics"
[storage server]
type = "caldav"
url = "${url}/"
username = "alice"
password = "alice:secret"
`;
}

const SERIES = eventText({
  uid: 'series@test',
  lines: [
    'DTSTART;TZID=Europe/Zurich:20260310T100000',
    'DTEND;TZID=Europe/Zurich:20260310T110000',
    'RRULE:FREQ=WEEKLY;COUNT=5',
    'EXDATE;TZID=Europe/Zurich:20260317T100000',
    'SUMMARY:Series\\, with a comma',
    'X-CRM;X-P="q:1":record/42',
  ],
  more: vevent('series@test', [
    'RECURRENCE-ID;TZID=Europe/Zurich:20260324T100000',
    'DTSTART;TZID=Europe/Zurich:20260325T100000',
    'DURATION:PT1H',
    'SUMMARY:Moved',
  ]),
});
