/** A language's sentences by code. `{name}` stands for the parameter of that name. */
export type Words = Readonly<Record<string, string>>;

/**
 * The sentence of a code in a language's words, with its parameters filled in. A code without words answers the
 * catalogue's `unknown-code` sentence, which names it; a missing parameter leaves an ellipsis. A code may have sentences
 * of its own by who decided (parameter `by`), under code, colon and that. Properties (parameter `fields`) are named in the
 * words of `field:`. A reason whose parameter
 * `code` names what caused it is followed by that sentence.
 */
export function sentenceIn(
  words: Words,
  code: string,
  parameters: Readonly<Record<string, unknown>> = {},
): string {
  const template = words[`${code}:${String(parameters['by'])}`] ?? words[code];
  if (template === undefined) return fill(words['unknown-code'] ?? '{code}', { code });
  const own = fill(template, { ...parameters, ...fieldsIn(words, parameters['fields']) });
  const cause = parameters['code'];
  if (typeof cause !== 'string' || cause === code || words[cause] === undefined) return own;
  return `${own} ${fill(words[cause], parameters)}`;
}

/** Properties by what people call them, each name once: start and duration are both the time. */
function fieldsIn(words: Words, fields: unknown): { readonly fields?: readonly string[] } {
  if (!Array.isArray(fields)) return {};
  return { fields: [...new Set(fields.map((field) => words[`field:${String(field)}`] ?? String(field)))] };
}

function fill(template: string, parameters: Readonly<Record<string, unknown>>): string {
  const filled = template.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    return Array.isArray(value) ? value.join(', ') : '…';
  });
  // A name may end with a full stop of its own: "Open opportunity of Hudson Inc."
  return template.endsWith('.') ? filled.replace(/\.\.$/, '.') : filled;
}
