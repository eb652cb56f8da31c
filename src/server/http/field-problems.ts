import type { FastifyError } from 'fastify';
import type { FieldFinding } from './problem.ts';

type Finding = NonNullable<FastifyError['validation']>[number];

/** What the validator (TypeBox) found wrong with a request, field by field, without repeating the values. */
export function fieldProblems(
  findings: readonly Finding[],
  context: string | undefined,
): readonly FieldFinding[] {
  // A union reports each branch and then itself; the branches say more, unless they only say "null". What isn't
  // allowed at all is reported by the object, which has the names.
  const telling = findings
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean')
    .filter(notNullBranch);
  return (telling.length > 0 ? telling : findings).flatMap((finding) => {
    const field = (pointer: string) => (context === 'body' ? pointer : pointer.replace(/^\//, ''));
    return fieldsOf(finding).map((pointer) => ({ field: field(pointer), ...meaning(finding) }));
  });
}

function notNullBranch(finding: Finding): boolean {
  return finding.keyword !== 'type' || finding.params['type'] !== 'null';
}

function fieldsOf({ instancePath, params }: Finding): readonly string[] {
  const names = params['requiredProperties'] ?? params['additionalProperties'];
  if (!Array.isArray(names)) return [instancePath];
  return names.map((name) => `${instancePath}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

interface Meaning {
  readonly code: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Codes of the keywords of JSON Schema; their parameters go into the sentences. */
const CODES: Readonly<Record<string, string>> = {
  required: 'field-required',
  additionalProperties: 'field-unknown',
  type: 'field-type',
  format: 'field-format',
  pattern: 'field-pattern',
  minLength: 'field-too-short',
  minItems: 'field-too-short',
  minProperties: 'field-too-short',
  maxLength: 'field-too-long',
  maxItems: 'field-too-long',
  minimum: 'field-out-of-range',
  maximum: 'field-out-of-range',
  enum: 'field-not-one-of',
  const: 'field-invalid',
};

function meaning({ keyword, params }: Finding): Meaning {
  const { type, format, limit, comparison, allowedValues } = params;
  const parameters = { type, format, limit, comparison, allowed: allowedValues };
  return { code: CODES[keyword] ?? 'field-invalid', parameters };
}
