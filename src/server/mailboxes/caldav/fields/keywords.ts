// https://www.rfc-editor.org/rfc/rfc5545#section-3.8.1.2 (CATEGORIES)
import { isObject } from '../../../../sync/json.ts';
import { makeLine } from '../icalendar/content-line.ts';
import { addLine, linesOf, replaceLine } from '../icalendar/component.ts';
import type { Component } from '../icalendar/component.ts';
import { decodeTextList, encodeTextList } from '../icalendar/text.ts';
import type { EventField } from './field.ts';

function categories(value: string): readonly string[] {
  return decodeTextList(value)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function keywordsOf(component: Component): ReadonlySet<string> {
  return new Set(linesOf(component, 'CATEGORIES').flatMap((line) => categories(line.value)));
}

export const keywords: EventField = {
  name: 'keywords',
  read(component) {
    const names = [...keywordsOf(component)];
    return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, true]));
  },
  write(component, target) {
    const wanted = new Set(isObject(target) ? Object.keys(target) : []);
    const old = keywordsOf(component);
    for (const line of linesOf(component, 'CATEGORIES')) {
      const names = categories(line.value);
      const kept = names.filter((name) => wanted.has(name));
      if (kept.length === names.length) continue;
      const lines = kept.length === 0 ? [] : [makeLine('CATEGORIES', encodeTextList(kept), line.parameters)];
      replaceLine(component, line, lines);
    }
    const added = [...wanted].filter((name) => !old.has(name));
    if (added.length > 0) addLine(component, makeLine('CATEGORIES', encodeTextList(added)));
  },
};
