import type { Item, Patch } from '../../../src/sync/item.ts';
import type { Json, JsonObject } from '../../../src/sync/json.ts';
import { otherSide, setPath } from '../../../src/sync/leaf.ts';
import type { Link, Side } from '../../../src/sync/ports.ts';

/** Whether what a server made of a value is to be written once more. */
export type Again = (sent: Json | undefined, stored: Json | undefined) => boolean;

/** Bases by which the other side's value is news once more wherever a server did not store what it was sent. */
export function wantedAgain(
  base: Link['base'],
  side: Side,
  stored: Item,
  sent: Patch,
  again: Again,
): Link['base'] {
  const other = otherSide(side);
  const before = base[other];
  if (before === null) return base;
  const fields = Object.keys(sent).filter((field) => again(sent[field] ?? undefined, stored[field]));
  const after = fields.reduce<JsonObject>((item, field) => setPath(item, [field], stored[field]), before);
  return { ...base, [other]: after as Item };
}

/** The same text, but for where its lines end. */
export const isRespelled: Again = (sent, stored) =>
  typeof sent === 'string' &&
  typeof stored === 'string' &&
  sent !== stored &&
  onOneLine(sent) === onOneLine(stored);

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
