import { Malformed } from '../../../../sync/errors.ts';
import { parseLine } from './content-line.ts';
import type { ContentLine } from './content-line.ts';

/**
 * A component with everything in it in its own spelling, so that what nobody edits comes out as it came in.
 * `entries` is changed in place by whoever patches the object.
 */
export interface Component {
  /** Upper case. */
  readonly name: string;
  readonly begin: string;
  end: string;
  readonly entries: (ContentLine | Component)[];
}

/** Deeper than any calendar object; a guard against bombs. */
const DEEPEST = 20;

/**
 * Reads the first VCALENDAR of a text. Lines that are none are kept.
 * Throws Malformed `not-icalendar` when there is no VCALENDAR or its components don't nest.
 */
export function parseCalendar(text: string): Component {
  const stack: Component[] = [];
  for (const raw of logicalLines(text)) {
    const line = parseLine(raw.includes('\n') ? raw.replace(/\n[ \t]/g, '') : raw, raw);
    const open = stack.at(-1);
    if (line.name === 'BEGIN') {
      if (stack.length >= DEEPEST) throw malformed('too-deep');
      const name = line.value.trim().toUpperCase();
      if (open === undefined && name !== 'VCALENDAR') throw malformed('no-calendar');
      const component: Component = { name, begin: raw, end: `END:${line.value.trim()}`, entries: [] };
      open?.entries.push(component);
      stack.push(component);
    } else if (line.name === 'END') {
      if (open === undefined || open.name !== line.value.trim().toUpperCase()) throw malformed('unbalanced');
      stack.pop();
      open.end = raw;
      if (stack.length === 0) return open;
    } else if (open !== undefined) {
      open.entries.push(line);
    }
  }
  throw malformed(stack.length === 0 ? 'no-calendar' : 'cut-off');
}

function malformed(what: string): Malformed {
  return new Malformed({ code: 'not-icalendar', parameters: { what } });
}

/** Lines with their continuations, parted by \n. An XML parser turns CRLF into LF, so either is taken. */
function logicalLines(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const logical: string[] = [];
  for (const line of lines) {
    const last = logical.length - 1;
    if (last >= 0 && (line.startsWith(' ') || line.startsWith('\t')))
      logical[last] = `${logical[last] ?? ''}\n${line}`;
    else if (line !== '') logical.push(line);
  }
  return logical;
}

/** The text of a component, every line ended by CRLF. */
export function writeCalendar(component: Component): string {
  const lines: string[] = [];
  const write = (part: Component): void => {
    lines.push(part.begin);
    for (const entry of part.entries) {
      if (isComponent(entry)) write(entry);
      else lines.push(entry.raw);
    }
    lines.push(part.end);
  };
  write(component);
  return `${lines.join('\n')}\n`.replaceAll('\n', '\r\n');
}

/** An empty component. */
export function makeComponent(name: string, entries: (ContentLine | Component)[] = []): Component {
  return { name, begin: `BEGIN:${name}`, end: `END:${name}`, entries };
}

export function isComponent(entry: ContentLine | Component): entry is Component {
  return 'entries' in entry;
}

/** The components of this name directly inside. */
export function componentsOf(parent: Component, name: string): readonly Component[] {
  return parent.entries.filter((entry): entry is Component => isComponent(entry) && entry.name === name);
}

/** The properties of this name, in their order. */
export function linesOf(component: Component, name: string): readonly ContentLine[] {
  return component.entries.filter(
    (entry): entry is ContentLine => !isComponent(entry) && entry.name === name,
  );
}

/** The first property of this name. */
export function lineOf(component: Component, name: string): ContentLine | undefined {
  return linesOf(component, name)[0];
}

/** Puts a line (or several) in the place of another; none removes it. */
export function replaceLine(
  component: Component,
  old: ContentLine | Component,
  by: readonly ContentLine[],
): void {
  const at = component.entries.indexOf(old);
  if (at >= 0) component.entries.splice(at, 1, ...by);
}

/** Adds a property after the last one with one of these names, otherwise after the component's last property. */
export function addLine(
  component: Component,
  line: ContentLine,
  after: readonly string[] = [line.name],
): void {
  const { entries } = component;
  const similar = entries.findLastIndex((entry) => !isComponent(entry) && after.includes(entry.name));
  const last = entries.findLastIndex((entry) => !isComponent(entry));
  entries.splice((similar >= 0 ? similar : last) + 1, 0, line);
}

/** Sets the only property of a name: replaces the first, removes the others, adds it, or (undefined) removes all. */
export function setLine(component: Component, name: string, line: ContentLine | undefined): void {
  const [first, ...others] = linesOf(component, name);
  for (const other of others) replaceLine(component, other, []);
  if (first !== undefined) replaceLine(component, first, line === undefined ? [] : [line]);
  else if (line !== undefined) addLine(component, line);
}
