// https://www.rfc-editor.org/rfc/rfc5322#section-3.3 (dates), #section-3.4 (addresses), #section-3.6.4 (Message-IDs)
import { addressParser, decodeWords } from 'postal-mime';
import type { Header } from 'postal-mime';
import type { MailAddress } from './message.ts';
import { storable } from './unicode.ts';

/** The first value of a header field, unfolded; '' where there is none. */
export function valueOf(headers: readonly Header[], key: string): string {
  return headers.find((header) => header.key === key)?.value ?? '';
}

/** Text of a header field, on one line. */
export function decoded(value: string): string {
  return storable(decodeWords(value)).replace(/\s+/g, ' ').trim();
}

/** The addresses in all fields of this name, those of groups among them; each once. */
export function addressesIn(headers: readonly Header[], key: string): readonly MailAddress[] {
  const found = new Map<string, MailAddress>();
  for (const header of headers) {
    if (header.key !== key || header.value === '') continue;
    for (const { name, address } of addressParser(header.value, { flatten: true })) {
      const entry = { name: decoded(name), address: storable(address ?? '').trim() };
      const id = entry.address === '' ? entry.name : entry.address.toLowerCase();
      if (id !== '' && !found.has(id)) found.set(id, entry);
    }
  }
  return [...found.values()];
}

/** The Message-IDs in a header field, in their brackets; what came without brackets gets them. */
export function messageIdsIn(value: string): readonly string[] {
  const text = storable(value);
  const bracketed = text.match(/<[^<>]+>/g)?.map((id) => id.replace(/\s+/g, '')) ?? [];
  const ids = bracketed.filter((id) => id !== '<>');
  if (ids.length > 0) return ids;
  return text
    .split(/[\s<>,;]+/)
    .filter((word) => word.includes('@'))
    .map((word) => `<${word}>`);
}

/** A mail's own Message-ID: whatever stands there is it. */
export function ownMessageId(value: string): string | null {
  const [id] = messageIdsIn(value);
  if (id !== undefined) return id;
  const text = storable(value).replace(/[\s<>]+/g, '');
  return text === '' ? null : `<${text}>`;
}

/** Years in which a mail may have been sent; others are errors, and no database has room for all of them. */
const [EARLIEST_MS, LATEST_MS] = [Date.UTC(1970, 0, 1), Date.UTC(2200, 0, 1)];

/** The instant that a Date header tells; null where it tells none. Without a zone it is in UTC, wherever we are. */
export function dateOf(value: string): Date | null {
  const text = value.replace(/\([^()]*\)/g, ' ').trim();
  if (!/\d/.test(text)) return null;
  const ms = [text, withoutName(text)].map(instantOf).find((found) => !Number.isNaN(found)) ?? NaN;
  return ms >= EARLIEST_MS && ms < LATEST_MS ? new Date(ms) : null;
}

function instantOf(text: string): number {
  const zoned = /(?:[+-]\d{2}:?\d{2}|\b(?:Z|UTC?|GMT|[ECMP][SD]T))$/i.test(text);
  return Date.parse(zoned ? text : `${text} +0000`);
}

/** Without a zone's name that nobody knows (`Mon, 1 Jan 2024 10:00:00 CEST`); a number in front of it counts. */
function withoutName(text: string): string {
  return text.replace(/\s+[A-Za-z]+$/, '');
}
