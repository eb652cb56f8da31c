import { isObject } from './envelope.ts';

/** What Outlook keeps for an add-in and a mailbox: between visits, in this browser. */
export interface AddInStore {
  /** Roaming settings: JSON texts by key. */
  settings(): Readonly<Record<string, string>>;
  saveSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Custom properties of an item: the JSON text of an object. */
  properties(item: string): string;
  saveProperties(item: string, properties: string): void;
}

/** Keeps in the browser's storage; where that is closed, until the page is left. */
export function browserStore(addInId: string, mailbox: string): AddInStore {
  const fallback = new Map<string, string>();
  const nameOf = (key: string): string => `add-in/${addInId}/${mailbox.toLowerCase()}/${key}`;
  const read = (key: string): string | null => {
    try {
      return localStorage.getItem(nameOf(key));
    } catch {
      return fallback.get(key) ?? null;
    }
  };
  const write = (key: string, text: string): void => {
    try {
      localStorage.setItem(nameOf(key), text);
    } catch {
      fallback.set(key, text);
    }
  };
  return {
    settings: () => texts(JSON.parse(read('settings') ?? '{}')),
    saveSettings: (settings) => {
      write('settings', JSON.stringify(settings));
    },
    properties: (item) => read(`properties/${item}`) ?? '{}',
    saveProperties: (item, properties) => {
      write(`properties/${item}`, properties);
    },
  };
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
