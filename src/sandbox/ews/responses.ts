// https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsemessage-ex15websvcsotherref
import { Refused } from '../groupware/model.ts';
import { InvalidCalendar } from '../groupware/ical/invalid-calendar.ts';
import type { XmlElement } from '../xml/tree.ts';
import { ItemProblem } from './item-problem.ts';
import { m, mWith, t, tWith } from './xml.ts';
import type { Content } from './xml.ts';

/** m:XResponseMessage of an item that went well. */
export function success(operation: string, ...content: readonly Content[]): XmlElement {
  return mWith(
    `${operation}ResponseMessage`,
    { ResponseClass: 'Success' },
    m('ResponseCode', 'NoError'),
    ...content,
  );
}

/** m:XResponseMessage of an item that did not; `content` is what the schema wants even then. */
export function failure(
  operation: string,
  { code, message, values }: ItemProblem,
  ...content: readonly Content[]
): XmlElement {
  const extra = Object.entries(values).map(([name, value]) => tWith('Value', { Name: name }, value));
  return mWith(
    `${operation}ResponseMessage`,
    { ResponseClass: 'Error' },
    m('MessageText', message),
    m('ResponseCode', code),
    m('DescriptiveLinkKey', '0'),
    ...(extra.length === 0 ? [] : [m('MessageXml', ...extra)]),
    ...content,
  );
}

/** m:XResponse around response messages. */
export function response(operation: string, messages: readonly XmlElement[]): XmlElement {
  return m(`${operation}Response`, m('ResponseMessages', ...messages));
}

/**
 * Answers each item by itself, one after the other: what goes wrong with one leaves the others alone. `work` returns
 * the content of the success; `whenFailed` is what the schema wants even of a failure.
 */
export async function answerEach<T>(
  operation: string,
  items: readonly T[],
  work: (item: T) => readonly Content[] | Promise<readonly Content[]>,
  whenFailed: readonly Content[] = [],
): Promise<XmlElement> {
  const messages: XmlElement[] = [];
  for (const item of items) {
    try {
      messages.push(success(operation, ...(await work(item))));
    } catch (error) {
      messages.push(failure(operation, problemOf(error), ...whenFailed));
    }
  }
  return response(operation, messages);
}

/** m:Items or m:Folders with nothing in it. */
export const NO_ITEMS = m('Items');
export const NO_FOLDERS = m('Folders');

/** Text of a date, in UTC. */
export function dateText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Text of a boolean. */
export function flag(value: boolean): string {
  return value ? 'true' : 'false';
}

/** What Exchange calls what the groupware refused. What is no refusal is thrown on. */
export function problemOf(error: unknown): ItemProblem {
  if (error instanceof ItemProblem) return error;
  if (error instanceof InvalidCalendar) return new ItemProblem('ErrorInvalidPropertySet', error.message);
  if (!(error instanceof Refused)) throw error;
  const { message } = error;
  switch (error.code) {
    case 'missing':
      return new ItemProblem('ErrorItemNotFound', 'The specified object was not found in the store.');
    case 'stale':
      return staleProblem();
    case 'read-only':
    case 'attendee-change':
      return new ItemProblem(
        'ErrorAccessDenied',
        `Access is denied. Check credentials and try again. ${message}`,
      );
    case 'exists':
      return new ItemProblem('ErrorFolderExists', 'A folder with the specified name already exists.');
    case 'uid-conflict':
    case 'uid-elsewhere':
      return new ItemProblem('ErrorItemSave', `An error occurred while saving the item. ${message}`);
    case 'cursor-unknown':
      return new ItemProblem(
        'ErrorInvalidSyncStateData',
        'The specified synchronization state data is invalid or corrupted.',
      );
  }
}

/** A write with a change key that is not the latest. */
export function staleProblem(): ItemProblem {
  return new ItemProblem(
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );
}

/** t:ItemId and the like. */
export function idElement(name: string, id: string, key: string): XmlElement {
  return { ...t(name), attributes: { Id: id, ChangeKey: key } };
}
