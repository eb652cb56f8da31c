import type { Item, Patch } from '../../../src/sync/item.ts';
import type { Json, JsonObject } from '../../../src/sync/json.ts';
import type { Ref } from '../../../src/sync/ports.ts';
import { textOf } from '../loose-json.ts';
import type { Person, Setting } from './sandbox.ts';

/** A program of a person's that speaks EWS, with requests of its own: nothing of the adapter's is in them. */
export interface Outlook {
  /** Writes a patch; false where such a program would do something else, or more. */
  edit(ref: Ref, item: Item, patch: Patch): Promise<boolean>;
  remove(ref: Ref): Promise<void>;
}

/** By property how the program sets it; absent: it doesn't. */
const FIELDS: Readonly<Record<string, (value: Json) => string>> = {
  title: (value) => set('item:Subject', `<t:Subject>${escaped(textOf(value))}</t:Subject>`),
  description: (value) => set('item:Body', `<t:Body BodyType="Text">${escaped(textOf(value))}</t:Body>`),
  locations: (value) => set('calendar:Location', `<t:Location>${escaped(nameIn(value))}</t:Location>`),
  keywords: (value) => set('item:Categories', `<t:Categories>${categoriesIn(value)}</t:Categories>`),
};

/** A person's program at the sandbox's Exchange. */
export function outlook({ sandbox }: Setting, owner: Person): Outlook {
  const authorization = `Basic ${Buffer.from(`${owner.address}:${owner.password}`).toString('base64')}`;
  const ask = async (operation: string): Promise<void> => {
    const headers = { authorization, 'content-type': 'text/xml; charset=utf-8' };
    const response = await fetch(sandbox.ewsUrl, { method: 'POST', headers, body: envelope(operation) });
    const text = await response.text();
    if (!text.includes('ResponseClass="Success"'))
      throw new Error(`Outlook asked in vain: ${operation} ${text}`);
  };
  return {
    async edit({ id }, item, patch) {
      const [name, ...others] = Object.keys(patch);
      if (name === 'recurrenceOverrides' && others.length === 0) {
        const operation = occurrenceOperation(id, item, patch[name] ?? null);
        if (operation !== null) await ask(operation);
        return operation !== null;
      }
      const updates = Object.entries(patch).map(([field, value]) => FIELDS[field]?.(value) ?? null);
      if (updates.some((update) => update === null)) return false;
      await ask(updateOf(`<t:ItemId Id="${id}"/>`, updates.join('')));
      return true;
    },
    remove: ({ id }) => ask(deletionOf(`<t:ItemId Id="${id}"/>`)),
  };
}

/** What makes the one occurrence that differs in `overrides` so; null: more than one, or not by a title. */
function occurrenceOperation(masterId: string, item: Item, overrides: Json): string | null {
  const before = objectOf(item['recurrenceOverrides']);
  const changed = Object.entries(objectOf(overrides)).filter(
    ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
  );
  const [[key, value] = ['', null], ...others] = changed;
  if (others.length > 0 || key === '') return null;
  const days = (Date.parse(`${key.slice(0, 10)}T00:00:00Z`) - dayOf(item)) / 86_400_000;
  const id = `<t:OccurrenceItemId RecurringMasterId="${masterId}" InstanceIndex="${String(days + 1)}"/>`;
  const { excluded, title, ...rest } = objectOf(value);
  if (excluded === true) return deletionOf(id);
  if (title === undefined || Object.keys(rest).length > 0) return null;
  return updateOf(id, FIELDS['title']?.(title) ?? '');
}

function dayOf(item: Item): number {
  return Date.parse(`${textOf(item['start']).slice(0, 10)}T00:00:00Z`);
}

function updateOf(id: string, updates: string): string {
  const change = `<t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange>`;
  return `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges>${change}</m:ItemChanges></m:UpdateItem>`;
}

function deletionOf(id: string): string {
  return `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`;
}

function set(uri: string, value: string): string {
  return `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${value}</t:CalendarItem></t:SetItemField>`;
}

function envelope(operation: string): string {
  const namespaces = [
    'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"',
    'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"',
    'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"',
  ].join(' ');
  const header = '<s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></s:Header>';
  return `<s:Envelope ${namespaces}>${header}<s:Body>${operation}</s:Body></s:Envelope>`;
}

function nameIn(locations: Json): string {
  const [first = null] = Object.values(objectOf(locations));
  return textOf(objectOf(first)['name']);
}

function categoriesIn(keywords: Json): string {
  const names = Object.keys(objectOf(keywords));
  return names.map((name) => `<t:String>${escaped(name)}</t:String>`).join('');
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
