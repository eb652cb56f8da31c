// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-perform-paged-searches-by-using-ews-in-exchange
import { childOf, childrenOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import type { FoundPage } from '../wire.ts';

/** What Exchange gives at most by its default policy. */
export const PAGE_SIZE = 1000;

/** A view of one page. */
export function pageElement(name: string, offset: number): Element {
  const attributes = {
    MaxEntriesReturned: String(PAGE_SIZE),
    Offset: String(offset),
    BasePoint: 'Beginning',
  };
  return element(name, [], attributes);
}

/** The page in an answer. A server that doesn't say that there is more has no more. */
export function foundPage(message: Element, list: string, offset: number): FoundPage {
  const root = childOf(message, 'RootFolder');
  const groups = childrenOf(root, 'Groups').flatMap(({ children }) => children);
  const elements = [root, ...groups].flatMap((part) =>
    childrenOf(part, list).flatMap(({ children }) => children),
  );
  const attributes = root?.attributes ?? {};
  const more = attributes['IncludesLastItemInRange']?.trim().toLowerCase() === 'false' && elements.length > 0;
  const next = number(attributes['IndexedPagingOffset']) ?? offset + elements.length;
  // A server that goes back or stays where it is would be asked for ever.
  return {
    elements,
    next: more && next > offset ? next : null,
    total: number(attributes['TotalItemsInView']),
  };
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null;
}
