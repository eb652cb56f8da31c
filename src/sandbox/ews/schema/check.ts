// https://learn.microsoft.com/dotnet/api/system.xml.schema.xmlschemavalidator words the violations as Exchange does
import type { RequestProblem } from '../request-problem.ts';
import { schemaViolation } from '../request-problem.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { MESSAGES, TYPES } from '../xml.ts';
import { matchContent } from './content.ts';
import { isSimple, isValue } from './simple-values.ts';
import type { TypeRule } from './type-table.ts';
import { requestType, typeRule } from './types.ts';

/** Attributes that belong to XML itself and may be anywhere; xsi:type is one of them. */
const ANYWHERE = ['type', 'nil', 'schemaLocation', 'lang', 'space'];

/**
 * Checks a request as Exchange's schema does: elements and their order, attributes, values. Throws RequestProblem
 * ErrorSchemaValidation with the place of the first violation. Unknown operations are not checked.
 */
export function checkRequest(operation: XmlElement): void {
  const type = requestType(operation.name);
  if (type !== null) checkElement(operation, type);
}

function checkElement(element: XmlElement, type: string): void {
  if (isSimple(type)) {
    checkText(element, type);
    return;
  }
  const rule = typeRule(type);
  if (rule === null) return;
  checkAttributes(element, rule);
  const own = type.startsWith('m:') || requestType(element.name) === type ? MESSAGES : TYPES;
  const matched = matchContent(rule.content, element.children, (child) => nameIn(own, child));
  if (!matched.fits) throw misfit(element, matched.found, matched.expected, own);
  if (!rule.text && element.text.trim() !== '') {
    throw violation(element, `The element ${quoted(element)} cannot contain text.`);
  }
  for (const [index, child] of element.children.entries()) {
    checkElement(child, matched.types[index] ?? 'string');
  }
}

function checkText(element: XmlElement, type: string): void {
  const [inside] = element.children;
  if (inside !== undefined) {
    throw violation(inside, `The element ${quoted(element)} cannot contain child element ${quoted(inside)}.`);
  }
  const [undeclared] = Object.keys(element.attributes).filter((name) => !ANYWHERE.includes(name));
  if (undeclared !== undefined) throw violation(element, `The '${undeclared}' attribute is not declared.`);
  if (isValue(type, element.text)) return;
  const uri = `${TYPES}:${element.name}`;
  throw violation(element, `The '${uri}' element is invalid - ${invalid(type, element.text)}`);
}

function checkAttributes(element: XmlElement, { attributes }: TypeRule): void {
  for (const { name, type, required } of attributes) {
    const value = element.attributes[name];
    if (value === undefined && required) {
      throw violation(element, `The required attribute '${name}' is missing.`);
    }
    if (value !== undefined && !isValue(type, value)) {
      throw violation(element, `The '${name}' attribute is invalid - ${invalid(type, value)}`);
    }
  }
  for (const name of Object.keys(element.attributes)) {
    const declared = attributes.some((one) => one.name === name) || ANYWHERE.includes(name);
    if (!declared) throw violation(element, `The '${name}' attribute is not declared.`);
  }
}

function misfit(
  element: XmlElement,
  found: XmlElement | null,
  expected: readonly string[],
  own: string,
): RequestProblem {
  const names = expected.map((name) => name.replace(/^[tm]:/, '')).join(', ');
  const list = names === '' ? '' : ` List of possible elements expected: '${names}' in namespace '${own}'.`;
  if (found === null)
    return violation(element, `The element ${quoted(element)} has incomplete content.${list}`);
  return violation(
    found,
    `The element ${quoted(element)} has invalid child element ${quoted(found)}.${list}`,
  );
}

function invalid(type: string, value: string): string {
  return `The value '${value}' is invalid according to its datatype '${TYPES}:${type}'.`;
}

/** As the tables name it: without a prefix in its parent's own namespace. */
function nameIn(own: string, { ns, name }: XmlElement): string {
  if (ns === own) return name;
  return ns === TYPES ? `t:${name}` : ns === MESSAGES ? `m:${name}` : `{${ns}}${name}`;
}

function quoted({ name, ns }: XmlElement): string {
  return `'${name}' in namespace '${ns}'`;
}

function violation(element: XmlElement, text: string): RequestProblem {
  return schemaViolation(element.position ?? { line: 1, column: 1 }, text);
}
