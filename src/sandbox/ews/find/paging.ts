// https://learn.microsoft.com/exchange/client-developer/web-service-reference/indexedpageitemview
import type { XmlElement } from '../../xml/tree.ts';
import { ItemProblem } from '../item-problem.ts';
import { flag } from '../responses.ts';

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly nextOffset: number;
  readonly last: boolean;
}

/** Exchange's own limit for one answer. */
const MOST = 1000;

/** The part that the request's view asks for; without a view the beginning. */
export function paged<T>(all: readonly T[], request: XmlElement): Page<T> {
  const view = request.children.find(({ name }) => /^(Indexed|Fractional)Page(Item|Folder)View$/.test(name));
  const most = Math.min(MOST, numberIn(view, 'MaxEntriesReturned') ?? MOST);
  if (most < 1) throw invalidPaging('MaxEntriesReturned');
  if (view?.attributes['BasePoint'] === 'End') return fromEnd(all, numberIn(view, 'Offset') ?? 0, most);
  const start = startOf(all.length, view);
  const items = all.slice(start, start + most);
  const next = start + items.length;
  return { items, total: all.length, nextOffset: next, last: next >= all.length };
}

/** The attributes of m:RootFolder. */
export function pagingAttributes({
  total,
  nextOffset,
  last,
}: Page<unknown>): Readonly<Record<string, string>> {
  return {
    IndexedPagingOffset: String(nextOffset),
    TotalItemsInView: String(total),
    IncludesLastItemInRange: flag(last),
  };
}

function fromEnd<T>(all: readonly T[], offset: number, most: number): Page<T> {
  const end = Math.max(0, all.length - offset);
  const start = Math.max(0, end - most);
  return {
    items: all.slice(start, end),
    total: all.length,
    nextOffset: all.length - start,
    last: start === 0,
  };
}

function startOf(length: number, view: XmlElement | undefined): number {
  const offset = numberIn(view, 'Offset') ?? 0;
  const numerator = numberIn(view, 'Numerator');
  const denominator = numberIn(view, 'Denominator');
  if (numerator !== null && denominator !== null) {
    if (denominator < 1 || numerator < 0 || numerator > denominator) throw invalidPaging('Numerator');
    return Math.floor((length * numerator) / denominator);
  }
  if (offset < 0) throw invalidPaging('Offset');
  return offset;
}

function numberIn(view: XmlElement | undefined, name: string): number | null {
  const value = view?.attributes[name];
  return value === undefined ? null : Number(value);
}

function invalidPaging(name: string): ItemProblem {
  return new ItemProblem(
    name === 'MaxEntriesReturned' ? 'ErrorInvalidPagingMaxRows' : 'ErrorInvalidIndexedPagingParameters',
    `${name} is out of range.`,
  );
}
