import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { deployedAt } from '../../../src/sandbox/outlook-web/manifest-deployment.ts';
import { buttonsOf, localised } from '../../../src/sandbox/outlook-web/manifest-model.ts';
import type { AddIn } from '../../../src/sandbox/outlook-web/manifest-model.ts';
import { InvalidManifest, readManifest } from '../../../src/sandbox/outlook-web/manifest.ts';
import { describeWith, referenceFiles } from '../../requirements.ts';

const MANIFEST = readFileSync(resolve(import.meta.dirname, '../../../manifest.xml'), 'utf8');

/** Everything in it that is an address of its own. */
function addresses(addIn: AddIn): readonly string[] {
  const buttons = Object.values(addIn.surfaces).flat().flatMap(buttonsOf);
  const localisedOnes = [
    ...buttons.flatMap(({ icons }) => icons.map(({ url }) => url)),
    ...buttons.flatMap(({ action }) => (action.kind === 'show-taskpane' ? [action.url] : [])),
    ...(addIn.functionFile === null ? [] : [addIn.functionFile]),
  ];
  return localisedOnes.flatMap(({ text, overrides }) => [text, ...Object.values(overrides)]);
}

describe("the project's own manifest", () => {
  const addIn = readManifest(MANIFEST);

  it('puts a pane and two functions on mails, and on meetings of organisers and attendees', () => {
    const shape = Object.entries(addIn.surfaces).map(([surface, groups]) => [
      surface,
      ...groups
        .flatMap(buttonsOf)
        .map(({ action }) => (action.kind === 'show-taskpane' ? 'pane' : action.functionName)),
    ]);
    const all = ['pane', 'linkAsLastTime', 'synchroniseItem'];
    expect(shape).toEqual([
      ['MessageReadCommandSurface', ...all],
      ['AppointmentOrganizerCommandSurface', ...all],
      ['AppointmentAttendeeCommandSurface', ...all],
    ]);
    expect(addIn.permission).toBe('ReadWriteItem');
  });

  it('is pinned as 1.1 says, which 1.0 could not', () => {
    const [first] = addIn.surfaces.MessageReadCommandSurface!.flatMap(buttonsOf);
    expect(first!.action).toMatchObject({ kind: 'show-taskpane', supportsPinning: true });
    expect(first!.icons.map(({ size }) => size)).toEqual([16, 32, 80]);
  });

  it('speaks German where Outlook does, and English elsewhere', () => {
    expect(localised(addIn.displayName, 'de-DE')).toBe('Liaison für Outlook');
    expect(localised(addIn.displayName, 'de-LI')).toBe('Liaison für Outlook');
    expect(localised(addIn.displayName, 'fr-FR')).toBe('Liaison for Outlook');
  });

  it('can stand at another origin, with everything of its own', () => {
    const moved = deployedAt(addIn, 'https://localhost:9999');
    const [before, after] = [addresses(addIn), addresses(moved)];
    expect(after).toEqual(
      before.map((one) => one.replace('https://localhost:8443', 'https://localhost:9999')),
    );
    expect(moved.appDomains).toEqual(['https://localhost:9999']);
  });

  it('keeps addresses of others where they are', () => {
    const elsewhere = MANIFEST.replaceAll('https://localhost:8443/assets/', 'https://pictures.example/');
    const moved = deployedAt(readManifest(elsewhere), 'https://localhost:9999');
    const origins = new Set(addresses(moved).map((one) => new URL(one).origin));
    expect([...origins].sort()).toEqual(['https://localhost:9999', 'https://pictures.example']);
  });

  it.each([
    ['<OfficeApp', '<Officeapp', /not well-formed|not the <OfficeApp>/],
    [
      '<Permissions>ReadWriteItem<',
      '<Permissions>Everything<',
      /<Permissions> knows no "Everything" \(line \d+\)/,
    ],
    ['xsi:type="MailApp"', 'xsi:type="TaskPaneApp"', /not the <OfficeApp> of a mail add-in/],
    ['<Id>9c5b383d', '<Id>9c5b', /<Id> is no GUID/],
    ['<FunctionFile resid="Commands.Url"/>', '', /executes a function, but there is no <FunctionFile>/],
    [
      '<Label resid="Pane.Label"/>',
      '<Label resid="Lost"/>',
      /resid "Lost", which <ShortStrings> doesn't have/,
    ],
    [
      'DefaultValue="https://localhost:8443/taskpane.html"/>',
      'DefaultValue="http://localhost/taskpane.html"/>',
      /no address that begins with https/,
    ],
    ['<Action xsi:type="ShowTaskpane">', '<Action xsi:type="Explode">', /unknown type Explode/],
    ['xsi:type="MailHost"', 'xsi:type="Workbook"', /no <Host> of the type MailHost/],
  ])('says what is wrong with %s', (right, wrong, message) => {
    const spoilt = MANIFEST.replaceAll(right, wrong);
    expect(spoilt).not.toBe(MANIFEST);
    const read = (): unknown => readManifest(spoilt);
    expect(read).toThrow(InvalidManifest);
    expect(read).toThrow(message);
  });
});

describeWith(['reference-data'], "other people's manifests", () => {
  const files = [
    ...referenceFiles('manifest/samples', '.xml'),
    ...referenceFiles('manifest/samples-events', '.xml'),
  ];

  it.each(files.map((file) => [basename(file), file]))('are read: %s', (_name, file) => {
    const addIn = readManifest(readFileSync(file, 'utf8'));
    expect(Object.keys(deployedAt(addIn, 'https://localhost:1').surfaces)).toEqual(
      Object.keys(addIn.surfaces),
    );
  });

  it('with menus', () => {
    const [file] = files.filter((one) => one.includes('command-demo'));
    const addIn = readManifest(readFileSync(file!, 'utf8'));
    const controls = addIn.surfaces.MessageReadCommandSurface!.flatMap((group) => group.controls);
    expect(controls.map((one) => (one.kind === 'menu' ? one.items.length : one.action.kind))).toEqual([
      'execute-function',
      3,
      'show-taskpane',
      'show-taskpane',
    ]);
  });

  it.each(['bad-id.xml', 'bad-permission.xml'])('are refused when they are invalid: %s', (name) => {
    const [file] = referenceFiles('manifest/samples-invalid', name);
    expect(() => readManifest(readFileSync(join(file!), 'utf8'))).toThrow(InvalidManifest);
  });
});
