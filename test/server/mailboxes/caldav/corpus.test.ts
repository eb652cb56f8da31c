import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { newObject, patchObject } from '../../../../src/server/mailboxes/caldav/from-item.ts';
import { toItem } from '../../../../src/server/mailboxes/caldav/to-item.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import type { Item } from '../../../../src/sync/item.ts';
import { isObject } from '../../../../src/sync/json.ts';
import type { Json } from '../../../../src/sync/json.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';

const OPTIONS = { now: Date.UTC(2026, 0, 2, 3, 4, 5), addresses: [] };

/** Properties that any edit writes. */
const SIGNATURE = /^(DTSTAMP|LAST-MODIFIED|SUMMARY)[;:]/i;

function lines(text: string): readonly string[] {
  return text
    .replace(/\r\n|\r/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => line !== '');
}

function calendarOf(text: string): string {
  const begin = /BEGIN:VCALENDAR/i.exec(text)?.index ?? 0;
  const end = /END:VCALENDAR[^\n]*/i.exec(text);
  return text.slice(begin, end === null ? undefined : end.index + end[0].length);
}

describeWith(['reference-data'], 'Every calendar file of the corpus', () => {
  const files = referenceFiles('ical', '.ics').map((path) => ({
    name: basename(path),
    text: readFileSync(path, 'utf8'),
  }));
  const readable = files.flatMap((file) => {
    const { item } = toItem(file.text);
    return item === undefined ? [] : [{ ...file, item }];
  });

  it('is read, or set aside with a code', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(readable.length).toBeGreaterThan(200);
    for (const { name, text } of files) {
      const { error } = toItem(text);
      if (error !== undefined)
        expect({ name, code: error.code }).toEqual({
          name,
          code: expect.stringMatching(/^(?!unreadable)[a-z-]+$/),
        });
    }
  });

  it('comes out as it came in when nothing is edited', () => {
    for (const { name, text, item } of readable) {
      const written = patchObject(text, {}, item, OPTIONS);
      expect({ name, lines: lines(written) }).toEqual({ name, lines: lines(calendarOf(text)) });
    }
  });

  it.each([
    ['as it is', (item: Item) => item],
    ['in normal form', normaliseEvent],
  ])('comes out as it came in when every property is written %s', (_how, form) => {
    for (const { name, text, item } of readable) {
      const whole = form(item);
      const { uid: _uid, '@type': _type, ...patch } = whole;
      const written = patchObject(text, patch, whole, OPTIONS);
      expect({ name, lines: lines(written) }).toEqual({ name, lines: lines(calendarOf(text)) });
    }
  });

  it('is the same event when it is written anew', () => {
    for (const { name, item } of readable) {
      const normal = normaliseEvent(withoutEmailAlerts(item));
      const again = toItem(newObject(normal, OPTIONS));
      const written = again.item === undefined ? again.error.code : normaliseEvent(again.item);
      expect({ name, item: written }).toEqual({ name, item: normal });
    }
  });

  it('changes its title and nothing else', () => {
    for (const { name, text, item } of readable) {
      const patch = { title: 'Edited in the CRM' };
      const written = patchObject(text, patch, { ...item, ...patch }, OPTIONS);
      const rest = (all: readonly string[]): readonly string[] => all.filter((line) => !SIGNATURE.test(line));
      expect({ name, rest: rest(lines(written)) }).toEqual({ name, rest: rest(lines(calendarOf(text))) });
      expect({ name, item: toItem(written).item }).toEqual({ name, item: { ...item, ...patch } });
    }
  });
});

/** Alarms that mail somebody are kept where they are, but never written. */
function withoutEmailAlerts(item: Item): Item {
  return JSON.parse(JSON.stringify(item), (_key, value: Json) =>
    isObject(value) && value['action'] === 'email' ? undefined : value,
  ) as Item;
}
