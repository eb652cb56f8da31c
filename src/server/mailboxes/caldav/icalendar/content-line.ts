// https://www.rfc-editor.org/rfc/rfc5545#section-3.1 (content lines), https://www.rfc-editor.org/rfc/rfc6868 (^-escapes)

/** A parameter with its values, in clear (unquoted, ^-escapes resolved). The name is in upper case. */
export interface Parameter {
  readonly name: string;
  readonly values: readonly string[];
}

/** A property as it stands in the text. `raw` is its own spelling, folds included, lines parted by \n. */
export interface ContentLine {
  readonly raw: string;
  /** Upper case; empty for a line that is none (no colon). Such a line is kept and never understood. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** As on the wire: text values are still escaped. */
  readonly value: string;
}

const NAME = /^[A-Za-z0-9-]+/;

/** Reads one unfolded line. Total: what can't be read gets an empty name. */
export function parseLine(unfolded: string, raw: string): ContentLine {
  const none: ContentLine = { raw, name: '', parameters: [], value: unfolded };
  const name = NAME.exec(unfolded)?.[0];
  if (name === undefined) return none;
  const parameters: Parameter[] = [];
  let at = name.length;
  while (unfolded[at] === ';') {
    const read = readParameter(unfolded, at + 1);
    if (read === null) return none;
    parameters.push(read.parameter);
    at = read.end;
  }
  if (unfolded[at] !== ':') return none;
  return { raw, name: name.toUpperCase(), parameters, value: unfolded.slice(at + 1) };
}

function readParameter(line: string, start: number): { parameter: Parameter; end: number } | null {
  const equals = line.indexOf('=', start);
  if (equals < 0) return null;
  const name = line.slice(start, equals);
  if (!/^[A-Za-z0-9-]+$/.test(name)) return null;
  const values: string[] = [];
  let at = equals;
  do {
    const quoted = line[at + 1] === '"';
    const end = quoted ? line.indexOf('"', at + 2) : endOfBare(line, at + 1);
    if (end < 0) return null;
    values.push(decodeCarets(line.slice(quoted ? at + 2 : at + 1, end)));
    at = quoted ? end + 1 : end;
  } while (line[at] === ',');
  return { parameter: { name: name.toUpperCase(), values }, end: at };
}

function endOfBare(line: string, start: number): number {
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === ';' || line[at] === ':' || line[at] === ',') return at;
  }
  return -1;
}

function decodeCarets(text: string): string {
  if (!text.includes('^')) return text;
  return text.replace(/\^([n^'])/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'));
}

/** Makes a line that is folded at 75 octets. Values must be escaped already; parameter values in clear. */
export function makeLine(name: string, value: string, parameters: readonly Parameter[] = []): ContentLine {
  const written = parameters
    .filter((parameter) => parameter.values.length > 0)
    .map((parameter) => `;${parameter.name}=${parameter.values.map(writeParameterValue).join(',')}`);
  const clean = withoutControls(value).replaceAll('\n', '\\n');
  return { raw: fold(`${name}${written.join('')}:${clean}`), name, parameters, value: clean };
}

function writeParameterValue(value: string): string {
  const escaped = withoutControls(value).replaceAll('^', '^^').replaceAll('\n', '^n').replaceAll('"', "^'");
  return /[;:,^ ]|[^\x20-\x7e]/.test(escaped) ? `"${escaped}"` : escaped;
}

/** The first value of a parameter, or undefined. */
export function parameterOf(line: ContentLine, name: string): string | undefined {
  return line.parameters.find((parameter) => parameter.name === name)?.values[0];
}

/** The parameters with one set, added or (undefined) removed; the others stay in their order. */
export function withParameter(
  parameters: readonly Parameter[],
  name: string,
  value: string | undefined,
): readonly Parameter[] {
  if (value === undefined) return parameters.filter((parameter) => parameter.name !== name);
  const set = { name, values: [value] };
  if (!parameters.some((parameter) => parameter.name === name)) return [...parameters, set];
  return parameters.map((parameter) => (parameter.name === name ? set : parameter));
}

/** Control characters have no place in iCalendar text (RFC 5545, 3.1); tab and line end stay. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

/** Folds at 75 octets without cutting a character; physical lines are parted by \n. */
function fold(line: string): string {
  if (line.length < 25 || (line.length <= 75 && /^[\x20-\x7e]*$/.test(line))) return line;
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\n');
}
