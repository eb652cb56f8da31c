import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deNotices } from '../../src/contract/words/notices/de.ts';
import { enNotices } from '../../src/contract/words/notices/en.ts';
import { PROBLEM_CODES, sentence, WORDS } from '../../src/contract/index.ts';
import { REASON_CODES } from '../../src/sync/reasons.ts';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** Codes that adapters and the server write into errors and history, as they stand in the sources. */
function writtenCodes(folder: string, pattern: RegExp): readonly string[] {
  const files = readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(SOURCES, folder, file), 'utf8'));
  return [
    ...new Set(
      texts.flatMap((text) =>
        [...text.matchAll(pattern)].map((match) => match.slice(1).find((part) => part !== undefined) ?? ''),
      ),
    ),
  ].sort();
}

describe.each(['en', 'de'] as const)('words in %s', (language) => {
  it('exist for every problem and every reason', () => {
    const missing = [...PROBLEM_CODES, ...REASON_CODES].filter((code) => WORDS[language][code] === undefined);
    expect(missing).toEqual([]);
  });

  it('exist for every code that a mailbox, the CRM or a job reports', () => {
    // As properties, and in the tables that map a provider's codes to ours.
    const code = /(?:\bcode: |^ {2}[A-Z_]+: )'([a-z][a-z0-9-]+)'/gm;
    const written = ['server/mailboxes', 'server/crm', 'server/jobs', 'sync'].flatMap((room) =>
      writtenCodes(room, code),
    );
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((name) => WORDS[language][name] === undefined)).toEqual([]);
  });

  it('exist for every reason that an item in view or a suggestion has', () => {
    const code = /'((?:item|mail|mailbox|meeting|suggested|no-mailbox)-[a-z-]+)'/g;
    const written = writtenCodes('server/items', code);
    expect(written).toEqual(expect.arrayContaining(['mail-not-linked', 'suggested-thread']));
    expect(written.filter((name) => WORDS[language][name] === undefined)).toEqual([]);
    for (const type of ['opportunity', 'matter'])
      expect(WORDS[language]).toHaveProperty(`suggested-open-${type}`);
  });

  it('exist for every event of a history', () => {
    const named = /\bevent: '([a-z][a-z0-9-]+)'|\beventOf\(link, '([a-z-]+)'\)|\brest\(.*, '([a-z-]+)'\)/g;
    const sides = ['mailbox', 'crm'].flatMap((side) =>
      ['created', 'updated', 'removed'].map((done) => `${done}-in-${side}`),
    );
    // Decided over several lines, or written down by storage.
    const others = ['paired', 'discarded', 'conflict', 'conflict-used', 'conflict-dismissed'];
    const events = [...writtenCodes('sync', named), ...sides, ...others];
    expect(events).toEqual(expect.arrayContaining(['dormant', 'ended', 'quarantined', 'restored']));
    expect(events.filter((name) => WORDS[language][`event:${name}`] === undefined)).toEqual([]);
  });

  it('use the same parameters in both languages', () => {
    const parameters = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{[\w-]+\}/g)].map(String).sort();
    const different = Object.keys(WORDS.en).filter(
      (code) => parameters(WORDS.en[code]).join() !== parameters(WORDS[language][code]).join(),
    );
    expect(different).toEqual([]);
    expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(WORDS.en).sort());
  });
});

describe('a sentence', () => {
  it('has its parameters filled in', () => {
    expect(sentence('en', 'range-too-long', { days: 400 })).toBe('The range may have at most 400 days.');
    expect(sentence('de', 'field-not-one-of', { allowed: ['a', 'b'] })).toBe(
      'Diese Angabe muss eines davon sein: a, b.',
    );
  });

  it('says so when a code is unknown or a parameter is missing', () => {
    expect(sentence('en', 'never-heard-of')).toBe(
      'Something happened that has no description yet (never-heard-of).',
    );
    expect(sentence('en', 'range-too-long')).toBe('The range may have at most … days.');
  });

  it('is followed by that of its cause', () => {
    expect(sentence('en', 'item-malformed', { code: 'bad-time', property: 'DTSTART' })).toBe(
      'The item cannot be read. A time in it cannot be read (DTSTART).',
    );
    expect(sentence('en', 'item-malformed', { code: 'never-heard-of' })).toBe('The item cannot be read.');
  });

  it('does not take parameters from anything but text, numbers and lists', () => {
    expect(sentence('en', 'range-too-long', { days: { secret: 'x' } })).toBe(
      'The range may have at most … days.',
    );
  });

  it('ends a sentence once, whatever a name ends with', () => {
    expect(sentence('en', 'suggested-company-of', { name: 'Hudson Inc.' })).toBe('Company of Hudson Inc.');
  });
});

describe('what people are told of by mail', () => {
  it('has the same words and parameters in both languages, and none that another catalogue has', () => {
    const parameters = (words: Readonly<Record<string, string>>) =>
      Object.entries(words).map(([code, text]) => [code, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]);
    expect(parameters(deNotices)).toEqual(parameters(enNotices));
    expect(Object.keys(enNotices).filter((code) => WORDS.en[code] !== undefined)).toEqual([]);
  });
});
