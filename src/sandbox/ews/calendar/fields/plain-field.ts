import { t } from '../../xml.ts';
import type { ItemView } from '../view.ts';
import type { Field, FieldWrite } from './field.ts';
import { setText, textOf } from './values.ts';

/** A field of text, number or boolean. Null: the item doesn't have it. */
export const plain = (
  name: string,
  read: (view: ItemView) => string | null,
  write?: FieldWrite,
  shape: Field['shape'] = 'AllProperties',
): Field => ({
  uri: `calendar:${name}`,
  shape,
  read: (view) => {
    const text = read(view);
    return text === null ? null : t(name, text);
  },
  ...(write === undefined ? {} : { write }),
});

/** A text that nobody but Exchange has a place for. */
export const keptText = (name: string, property: string): Field =>
  plain(name, ({ event }) => textOf(event, property), {
    set: ({ event }, { text }) => {
      setText(event, property, text);
    },
    clear: ({ event }) => event.removeAllProperties(property),
  });

/** It is one of a series. */
export const isOccurrence = ({ kind }: ItemView): boolean => kind === 'Occurrence' || kind === 'Exception';
