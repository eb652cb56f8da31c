import { nameKey } from '../xml/tree.ts';
import type { XmlElement, XmlName } from '../xml/tree.ts';
import type { Property } from './properties/table.ts';
import { element } from './xml/write.ts';
import type { Xml } from './xml/write.ts';

/** Properties that mean nothing to the server and are kept for the clients (RFC 4918, 4). */
export interface DeadProperties {
  of(calendarId: string): readonly Property[];
  set(calendarId: string, value: XmlElement): void;
  remove(calendarId: string, name: XmlName): void;
  forget(calendarId: string): void;
}

/** None yet. */
export function deadProperties(): DeadProperties {
  const kept = new Map<string, Map<string, XmlElement>>();
  return {
    of: (id) =>
      [...(kept.get(id)?.values() ?? [])].map((value) => ({ name: value, content: () => contentOf(value) })),
    set(id, value) {
      const values = kept.get(id) ?? new Map<string, XmlElement>();
      kept.set(id, values.set(nameKey(value), value));
    },
    remove(id, name) {
      kept.get(id)?.delete(nameKey(name));
    },
    forget(id) {
      kept.delete(id);
    },
  };
}

function contentOf(value: XmlElement): readonly (Xml | string)[] {
  const children = value.children.map((one) => element(one, ...contentOf(one)));
  return value.text === '' || children.length > 0 ? children : [value.text];
}
