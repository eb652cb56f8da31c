// https://learn.microsoft.com/exchange/client-developer/web-service-reference/setitemfield
import type { Message, MessageEdit } from '../../groupware/mail/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { extendedKey } from '../extended-property.ts';
import { ItemProblem } from '../item-problem.ts';
import { isTrue, pathIn } from '../shape.ts';
import type { PropertyPath } from '../calendar-port.ts';
import { typeChild, typeText } from '../xml.ts';

/** Changes of a message: whether it is read, categories, extended properties. ErrorInvalidPropertySet for others. */
export function updateMessage(message: Message, updates: XmlElement, { groupware }: EwsContext): Message {
  let edit: MessageEdit = {};
  for (const update of updates.children) {
    const path = pathIn(update);
    if (path === null) continue;
    const value = update.name === 'DeleteItemField' ? null : (update.children.at(-1) ?? null);
    edit = { ...edit, ...editOf({ ...message, ...edit }, path, value, update.name === 'AppendToItemField') };
  }
  return groupware.messages.change(message.id, edit);
}

function editOf(
  message: Message,
  path: PropertyPath,
  value: XmlElement | null,
  append: boolean,
): MessageEdit {
  if (path.kind === 'extended') {
    const key = extendedKey(path.element);
    const { [key]: _before, ...others } = message.properties;
    const property = value === null ? undefined : typeChild(value, 'ExtendedProperty');
    const text = property === undefined ? undefined : typeText(property, 'Value');
    return { properties: text === undefined ? others : { ...others, [key]: text } };
  }
  if (path.uri === 'message:IsRead' && value !== null) return { read: isTrue(typeText(value, 'IsRead')) };
  if (path.uri === 'item:Categories') {
    const categories = value === null ? undefined : typeChild(value, 'Categories');
    const names = (categories?.children ?? []).map(({ text }) => text);
    return { categories: append ? [...new Set([...message.categories, ...names])] : names };
  }
  throw new ItemProblem('ErrorInvalidPropertySet', `Set action is invalid for property ${path.uri}.`, {
    InvalidPropertyPath: path.uri,
  });
}
