import type { Item } from '../../src/sync/item.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import type { Place } from './journal.ts';
import { startOf, TAGGED, written } from './values.ts';

const BERLIN = 'Europe/Berlin';

const SHAPES: Readonly<Record<string, JsonObject>> = {
  single: { timeZone: BERLIN },
  date: { timeZone: BERLIN },
  floating: {},
  'all-day': { showWithoutTime: true, duration: 'P1D' },
  series: { timeZone: 'America/New_York', recurrenceRules: [{ frequency: 'daily', count: 8 }] },
};

/** What a new item is made of. */
export interface Making {
  readonly place: Place;
  readonly thing: number;
  readonly edit: number;
  readonly shape: 'single' | 'floating' | 'all-day' | 'series' | 'date';
}

/** An item that says in every field that edit `edit` wrote it. */
export function freshItem({ place, thing, edit, shape }: Making): Item {
  const allDay = shape === 'all-day';
  const fields = TAGGED.filter(
    (field) => !(allDay && field === 'duration') && !(edit % 3 === 0 && field === 'locations'),
  );
  let item: JsonObject = {
    '@type': 'Event',
    uid: `thing-${String(thing)}@people.example`,
    ...SHAPES[shape],
    start: startOf(edit, allDay),
    ...(shape === 'date' ? { recurrenceId: startOf(edit, false), recurrenceIdTimeZone: BERLIN } : {}),
  };
  for (const field of fields) item = { ...item, ...written(field, thing, edit, item) };
  if (place !== 'crm' && edit % 4 === 0) item = { ...item, ...written('keywords', thing, edit, item) };
  return item as Item;
}
