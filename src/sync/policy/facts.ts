import type { Item, ItemKind } from '../item.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { PumpSettings } from '../settings.ts';
import type { Part } from './rule.ts';

/** What rules look at of one item. */
export interface Facts {
  readonly user: string;
  readonly kind: string;
  readonly part: Part;
  readonly private: boolean;
  /** In lower case. */
  readonly categories: readonly string[];
  /** Of those who take part beside the mailbox's owner; in lower case. */
  readonly domains: readonly string[];
}

/** The facts of an item. `personal`: its personal properties as last seen, where the item itself does not tell them. */
export function factsOf(
  item: Item,
  kind: ItemKind,
  settings: PumpSettings,
  personal: JsonObject = {},
): Facts {
  const keywords = item['keywords'] ?? personal['keywords'];
  return {
    user: settings.userId,
    kind: kind.type,
    part: partOf(item, kind, settings),
    private: kind.isPrivate(item),
    categories: isObject(keywords) ? Object.keys(keywords).map((name) => name.toLowerCase()) : [],
    domains: domainsOf(item, settings.addresses),
  };
}

/**
 * The facts of an item that is kept private. Its content is not among them: whether others see a record must not depend
 * on what nobody but its owner may know.
 */
export function privateFacts(kind: ItemKind, part: Part, { userId }: PumpSettings): Facts {
  return { user: userId, kind: kind.type, part, private: true, categories: [], domains: [] };
}

/** What the mailbox's owner is to an item. */
export function partOf(item: Item, kind: ItemKind, settings: PumpSettings): Part {
  const role = kind.role(item, settings.addresses);
  const { actingFor = [] } = settings;
  // The kind may count those in whose name somebody acts as themselves (see delegation.ts): ask for their own part.
  return role !== 'sole' && kind.chairs(item).some((address) => isFor(address, actingFor, settings.addresses))
    ? 'delegate'
    : role;
}

function isFor(address: string, actingFor: readonly string[], own: readonly string[]): boolean {
  return actingFor.includes(address) && !own.includes(address);
}

/** Domains of those who take part in an item beside its owner; in a series' single days, too. In lower case. */
export function domainsOf(item: Item, own: readonly string[]): readonly string[] {
  const { recurrenceOverrides } = item;
  const days = isObject(recurrenceOverrides) ? Object.values(recurrenceOverrides) : [];
  const addresses = [item, ...days].flatMap((part) =>
    isObject(part) && isObject(part['participants']) ? Object.keys(part['participants']) : [],
  );
  const domains = addresses
    .filter((address) => !own.includes(address))
    .map((address) => /^mailto:.*@([^@]+)$/s.exec(address)?.[1]?.toLowerCase() ?? '');
  return [...new Set(domains)].filter((domain) => domain !== '');
}
