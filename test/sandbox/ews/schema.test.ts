import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openEnvelope } from '../../../src/sandbox/ews/envelope.ts';
import { RequestProblem } from '../../../src/sandbox/ews/request-problem.ts';
import { checkRequest } from '../../../src/sandbox/ews/schema/check.ts';
import { REQUEST_TYPES } from '../../../src/sandbox/ews/schema/request-types.ts';
import { isSimple } from '../../../src/sandbox/ews/schema/simple-values.ts';
import type { Particle } from '../../../src/sandbox/ews/schema/type-table.ts';
import { requestType, typeRule } from '../../../src/sandbox/ews/schema/types.ts';
import { describeWith, REFERENCE, referenceFiles, which } from '../../requirements.ts';
import { envelope } from './support.ts';

/** The violation of a request, or null. */
function violationOf(text: string): string | null {
  try {
    checkRequest(openEnvelope(Buffer.from(text)).operation);
    return null;
  } catch (error) {
    if (error instanceof RequestProblem) return error.message;
    throw error;
  }
}

function typesIn(particle: Particle): readonly string[] {
  return particle.kind === 'element' ? [particle.type] : particle.parts.flatMap(typesIn);
}

describe('the tables', () => {
  it('have a rule for every type that they name', () => {
    const seen = new Set<string>();
    const look = (type: string): void => {
      if (seen.has(type) || isSimple(type)) return;
      seen.add(type);
      const rule = typeRule(type);
      if (rule === null) return;
      for (const { type: inner } of rule.attributes) expect([inner, isSimple(inner)]).toEqual([inner, true]);
      for (const inner of typesIn(rule.content)) look(inner);
    };
    for (const type of Object.keys(REQUEST_TYPES)) look(type);
    expect(seen.size).toBeGreaterThan(100);
  });
});

const ITEM =
  '<t:Subject>A</t:Subject><t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>';
const create = (fields: string, attributes = 'SendMeetingInvitations="SendToNone"'): string =>
  envelope(
    `<m:CreateItem ${attributes}><m:Items><t:CalendarItem>${fields}</t:CalendarItem></m:Items></m:CreateItem>`,
  );

describe('a request', () => {
  it.each<[string, string, RegExp | null]>([
    ['in order', create(ITEM), null],
    [
      'in another order',
      create('<t:Start>2026-03-10T09:00:00Z</t:Start><t:Subject>A</t:Subject>'),
      /invalid child element 'Subject'/,
    ],
    ['with an unknown element', create(`<t:Subjekt>A</t:Subjekt>`), /invalid child element 'Subjekt'/],
    [
      'in the wrong namespace',
      create('<m:Subject>A</m:Subject>'),
      /invalid child element 'Subject' in namespace '.*messages'/,
    ],
    [
      'with an element twice',
      create('<t:Subject>A</t:Subject><t:Subject>B</t:Subject>'),
      /invalid child element/,
    ],
    [
      'with an unknown attribute',
      create(ITEM, 'Sending="SendToNone"'),
      /'Sending' attribute is not declared/,
    ],
    [
      'with a value that there is not',
      create(ITEM, 'SendMeetingInvitations="SendToSome"'),
      /'SendMeetingInvitations' attribute is invalid/,
    ],
    [
      'with a date that there is not',
      create('<t:Start>2026-02-30T09:00:00Z</t:Start>'),
      /Start' element is invalid/,
    ],
    ['with text between elements', create(`${ITEM}stray`), /cannot contain text/],
    [
      'without what is required',
      envelope('<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape></m:GetItem>'),
      /incomplete content.*'ItemIds'/,
    ],
    [
      'without a required attribute',
      envelope('<m:DeleteItem><m:ItemIds><t:ItemId Id="x"/></m:ItemIds></m:DeleteItem>'),
      /required attribute 'DeleteType' is missing/,
    ],
    [
      'with what only Exchange Online has',
      create(`${ITEM}<t:DoNotForwardMeeting>true</t:DoNotForwardMeeting>`),
      /invalid child element/,
    ],
    [
      'with too many changes at once',
      envelope(
        '<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="calendar"/></m:SyncFolderId><m:MaxChangesReturned>513</m:MaxChangesReturned></m:SyncFolderItems>',
      ),
      /MaxChangesReturned' element is invalid/,
    ],
  ])('%s', (_name, text, expected) => {
    if (expected === null) expect(violationOf(text)).toBeNull();
    else expect(violationOf(text)).toMatch(expected);
  });
});

/** Ways to spoil a request, each by a number that says where. */
const SPOILERS: readonly ((text: string, where: number) => string)[] = [
  // An element's name.
  (text, where) => nth(text, /<\/?[\w-]*:?(?!Envelope|Header|Body)[A-Z]\w+(?=[\s/>])/g, where, (tag) => tag),
  // An attribute that nobody declared.
  (text, where) => nth(text, /<[\w-]*:?[A-Z]\w+(?=[\s/>])/g, where, (tag) => `${tag} Undeclared="1"`),
  // An element more.
  (text, where) =>
    nth(
      text,
      /<\/[\w-]*:?(?!Envelope|Header|Body)[A-Z]\w+>/g,
      where,
      (tag) => `<Stray xmlns="urn:stray"/>${tag}`,
    ),
  // Without an attribute.
  (text, where) => nth(text, /\s(?!xmlns)[A-Z]\w+="[^"]*"/g, where, () => ''),
  // Two neighbours change places.
  (text, where) =>
    nth(
      text,
      /<((?:\w+:)?[A-Z]\w+)[^<>]*>[^<]*<\/\1>\s*<((?:\w+:)?[A-Z]\w+)[^<>]*>[^<]*<\/\2>/g,
      where,
      (pair) => {
        const [first = '', second = ''] = pair.split(/(?<=<\/[^>]*>)\s*(?=<)/);
        return second + first;
      },
    ),
];

function nth(text: string, pattern: RegExp, where: number, change: (found: string) => string): string {
  const body = text.search(/<(\w+:)?Body/);
  const found = [...text.matchAll(pattern)].filter(({ index }) => index > body);
  const one = found[where % Math.max(1, found.length)];
  if (one === undefined) return text;
  return text.slice(0, one.index) + change(one[0]) + text.slice(one.index + one[0].length);
}

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema and ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-schema-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Names of those texts that xmllint finds invalid. */
  function invalidByXsd(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
    const files = [...texts].map(([name, text]) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    });
    const schema = join(REFERENCE, 'ews', 'ews-soap.xsd');
    try {
      execFileSync(which('xmllint') ?? 'xmllint', ['--noout', '--nonet', '--schema', schema, ...files], {
        stdio: 'pipe',
      });
      return new Set();
    } catch (error) {
      const complaints = String((error as { stderr: unknown }).stderr);
      return new Set(
        [...texts.keys()].filter((name) => complaints.includes(`${join(folder, name)} fails to validate`)),
      );
    }
  }

  const samples = (): ReadonlyMap<string, string> => {
    const files = referenceFiles('ews-samples', '.xml').filter((file) => /-request-\d+\.xml$/.test(file));
    const texts = files.map((file) => [basename(file), readFileSync(file, 'utf8')] as const);
    const known = texts.filter(
      ([, text]) => requestType(/<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(text)?.[1] ?? '') !== null,
    );
    const invalid = invalidByXsd(new Map(known));
    return new Map(known.filter(([name]) => !invalid.has(name)));
  };

  it('agree on the documented requests', () => {
    const valid = samples();
    expect(valid.size).toBeGreaterThan(60);
    const refused = [...valid]
      .map(([name, text]) => [name, violationOf(text)])
      .filter(([, violation]) => violation !== null);
    // The server's own version and the oldest clients' root element are no matter of the schema.
    expect(refused.filter(([, violation]) => !/server version|not a SOAP/.test(violation ?? ''))).toEqual([]);
  });

  it('agree on requests that are spoilt in one place', () => {
    const spoilt = new Map<string, string>();
    for (const [name, text] of samples()) {
      for (const [kind, spoil] of SPOILERS.entries()) {
        for (const where of [0, 3]) {
          const changed = spoil(text, where);
          if (changed !== text) spoilt.set(`${String(kind)}-${String(where)}-${name}`, changed);
        }
      }
    }
    const invalid = invalidByXsd(spoilt);
    expect(invalid.size).toBeGreaterThan(200);
    const taken = [...invalid].filter((name) => {
      const text = spoilt.get(name) ?? '';
      return violationOf(text) === null && !KNOWN_BY_NAME.test(text);
    });
    expect(taken).toEqual([]);
  });
});

/** What ours knows by name only, because no operation here offers it. */
const KNOWN_BY_NAME =
  /<(\w+:)?(AcceptSharingInvitation|Contact|DistributionList|PostItem|Task|GroupBy|QueryString)\b/;
