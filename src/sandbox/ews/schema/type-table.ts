/**
 * Types by name, each in a line of its own language:
 *
 *     '< Base Name=Type? (A=TypeA | B=TypeB)+ $group @Required! @Other=Type'
 *
 * A type that goes on from another begins with `<` and its name. Elements stand in their order, choices in brackets
 * with bars; `?`, `*` and `+` say how often. Without a type an element or attribute is text. `text` alone: the element
 * holds text itself. `$group` stands for another entry. A name with `t:` or `m:` is of that namespace, any other one of
 * its table's.
 */
export type TypeTable = Readonly<Record<string, string>>;

/** A part of a content model. */
export type Particle =
  | {
      readonly kind: 'element';
      readonly name: string;
      readonly type: string;
      readonly most: number;
      readonly least: number;
    }
  | {
      readonly kind: 'sequence' | 'choice';
      readonly parts: readonly Particle[];
      readonly most: number;
      readonly least: number;
    };

/** An attribute that an element may have. */
export interface AttributeRule {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** A type, with everything that it has from its base. */
export interface TypeRule {
  readonly content: Particle;
  readonly attributes: readonly AttributeRule[];
  readonly text: boolean;
}

/** Reads a line of a table. `typeOf` finds the base, `groupOf` the text of a group. */
export function readType(
  line: string,
  typeOf: (name: string) => TypeRule,
  groupOf: (name: string) => string,
): TypeRule {
  const whole = line.replaceAll(/\$\w+/g, (group) => groupOf(group));
  const words = whole
    .replaceAll(/([()|])/g, ' $1 ')
    .replaceAll(/\)\s+([?*+])/g, ')$1')
    .split(/\s+/)
    .filter((word) => word !== '');
  const base = words[0] === '<' ? typeOf(words[1] ?? '') : null;
  const rest = base === null ? words : words.slice(2);
  const attributes = rest.filter((word) => word.startsWith('@')).map(readAttribute);
  const tokens = rest.filter((word) => !word.startsWith('@') && word !== 'text');
  const own = readSequence(tokens, 0).particle;
  return {
    content: base === null ? own : { kind: 'sequence', parts: [base.content, own], least: 1, most: 1 },
    attributes: [...(base?.attributes ?? []), ...attributes],
    text: rest.includes('text') || (base?.text ?? false),
  };
}

function readAttribute(word: string): AttributeRule {
  const [name = '', type = 'string'] = word.slice(1).split('=');
  return { name: name.replace('!', ''), type, required: name.endsWith('!') };
}

interface Read {
  readonly particle: Particle;
  readonly next: number;
}

function readSequence(tokens: readonly string[], start: number): Read {
  const alternatives: Particle[][] = [[]];
  let at = start;
  while (at < tokens.length && !(tokens[at] ?? '').startsWith(')')) {
    const token = tokens[at] ?? '';
    if (token === '|') {
      alternatives.push([]);
      at += 1;
    } else if (token.startsWith('(')) {
      const inner = readSequence(tokens, at + 1);
      const often = occurs((tokens[inner.next] ?? '').slice(1));
      alternatives.at(-1)?.push({ ...inner.particle, ...often });
      at = inner.next + 1;
    } else {
      alternatives.at(-1)?.push(readElement(token));
      at += 1;
    }
  }
  const parts = alternatives.map((some): Particle => {
    const [only] = some;
    return some.length === 1 && only !== undefined
      ? only
      : { kind: 'sequence', parts: some, least: 1, most: 1 };
  });
  const [only] = parts;
  const particle: Particle =
    parts.length === 1 && only !== undefined && only.kind === 'sequence'
      ? only
      : { kind: parts.length === 1 ? 'sequence' : 'choice', parts, least: 1, most: 1 };
  return { particle, next: at };
}

function readElement(token: string): Particle {
  const suffix = /[?*+]$/.exec(token)?.[0] ?? '';
  const [name = '', type = 'string'] = token.slice(0, token.length - suffix.length).split('=');
  return { kind: 'element', name, type, ...occurs(suffix) };
}

function occurs(suffix: string): { readonly least: number; readonly most: number } {
  return {
    least: suffix === '?' || suffix === '*' ? 0 : 1,
    most: suffix === '*' || suffix === '+' ? Number.POSITIVE_INFINITY : 1,
  };
}
