// https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction
import type { XmlElement } from '../../xml/tree.ts';
import type { PropertyPath } from '../calendar-port.ts';
import { ItemProblem } from '../item-problem.ts';
import { pathIn, pathOf } from '../shape.ts';
import { typeChild } from '../xml.ts';
import { compareValues, valuesIn } from './values.ts';

const COMPARISONS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ['IsEqualTo', (order: number) => order === 0],
  ['IsGreaterThan', (order: number) => order > 0],
  ['IsGreaterThanOrEqualTo', (order: number) => order >= 0],
  ['IsLessThan', (order: number) => order < 0],
  ['IsLessThanOrEqualTo', (order: number) => order <= 0],
]);

/** Whether something, as it would be answered with all properties that the expression names, meets it. */
export function meets(element: XmlElement, expression: XmlElement): boolean {
  const { name, children } = expression;
  switch (name) {
    case 'Restriction':
    case 'And':
      return children.every((one) => meets(element, one));
    case 'Or':
      return children.some((one) => meets(element, one));
    case 'Not':
      return !children.every((one) => meets(element, one));
    case 'Exists':
      return valuesIn(element, pathNeeded(expression)).length > 0;
    case 'Contains':
      return contains(element, expression);
    case 'Excludes':
      return excludes(element, expression);
    case 'IsNotEqualTo':
      return !compares(element, expression, (order) => order === 0);
    default: {
      const test = COMPARISONS.get(name);
      if (test === undefined) throw unsupported(`${name} is not known here.`);
      return compares(element, expression, test);
    }
  }
}

/** The properties that an expression (or a sort order) names. */
export function pathsIn(expression: XmlElement): readonly PropertyPath[] {
  const path = pathOf(expression);
  return path === null ? expression.children.flatMap(pathsIn) : [path];
}

function compares(element: XmlElement, expression: XmlElement, test: (order: number) => boolean): boolean {
  const values = valuesIn(element, pathNeeded(expression));
  const other = typeChild(expression, 'FieldURIOrConstant');
  const path = other === undefined ? null : pathIn(other);
  const constant = other === undefined ? undefined : typeChild(other, 'Constant')?.attributes['Value'];
  const others = path === null ? [constant ?? ''] : valuesIn(element, path);
  return values.some((value) => others.some((one) => test(compareValues(value, one))));
}

function contains(element: XmlElement, expression: XmlElement): boolean {
  const { ContainmentMode: mode = 'FullString', ContainmentComparison: comparison = 'Exact' } =
    expression.attributes;
  const fold = (text: string): string => (comparison === 'Exact' ? text : text.toLowerCase());
  const wanted = fold(typeChild(expression, 'Constant')?.attributes['Value'] ?? '');
  return valuesIn(element, pathNeeded(expression)).some((value) => {
    const text = fold(value);
    if (mode === 'FullString') return text === wanted;
    if (mode === 'Prefixed') return text.startsWith(wanted);
    if (mode === 'Substring') return text.includes(wanted);
    // By words: PrefixOnWords and ExactPhrase.
    return ` ${text}`.includes(` ${wanted}`);
  });
}

function excludes(element: XmlElement, expression: XmlElement): boolean {
  const mask = Number(typeChild(expression, 'Bitmask')?.attributes['Value'] ?? 0);
  const [value = '0'] = valuesIn(element, pathNeeded(expression));
  return (Number(value) & mask) === 0;
}

function pathNeeded(expression: XmlElement): PropertyPath {
  const path = pathIn(expression);
  if (path === null) throw unsupported(`${expression.name} names no property.`);
  return path;
}

function unsupported(message: string): ItemProblem {
  return new ItemProblem('ErrorInvalidRestriction', `The restriction is invalid. ${message}`);
}
