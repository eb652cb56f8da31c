import { mimeContent } from '../mime-out.ts';
import { t, tWith, typeName } from '../../xml.ts';
import { childrenOf } from '../../../xml/tree.ts';
import type { ItemView } from '../view.ts';
import { appendBody, clearBody, readBody, readTextBody, setBody } from './body.ts';
import {
  readCategories,
  readImportance,
  readSensitivity,
  setCategories,
  setImportance,
  setSensitivity,
} from './choices.ts';
import type { Field } from './field.ts';
import { namesIn } from './people.ts';
import { reminderMinutes, USUAL_MINUTES } from './reminder.ts';
import { responseObjects } from './response-objects.ts';
import { booleanOf, dateTime, setLine, textOf } from './values.ts';

/** What no item here ever is. */
const never = (uri: string): Field => ({
  uri,
  shape: 'AllProperties',
  read: () => t(uri.slice('item:'.length), 'false'),
});

const dated = (uri: string, read: (view: ItemView) => number | null): Field => ({
  uri,
  shape: 'AllProperties',
  read: (view) => {
    const at = read(view);
    return at === null ? null : t(uri.slice('item:'.length), dateTime(at));
  },
});

const created = ({ subject }: ItemView): number => subject.copy.createdAt;

/** A list of names; absent when it is empty. */
const named = (uri: string, read: (view: ItemView) => string): Field => ({
  uri,
  shape: 'AllProperties',
  read: (view) => t(uri.slice('item:'.length), read(view)),
});

/** Before t:ExtendedProperty, in the order of t:ItemType. */
export const ITEM_FIELDS_BEFORE: readonly Field[] = [
  { uri: 'item:MimeContent', shape: 'asked', read: mimeContent },
  {
    uri: 'item:ItemId',
    shape: 'IdOnly',
    read: ({ surroundings, subject }) => surroundings.idOf(subject.occurrence),
  },
  {
    uri: 'item:ParentFolderId',
    shape: 'AllProperties',
    read: ({ surroundings }) => surroundings.parentFolderId,
  },
  {
    uri: 'item:ItemClass',
    shape: 'AllProperties',
    read: ({ kind }) => t('ItemClass', kind === 'Exception' ? EXCEPTION_CLASS : 'IPM.Appointment'),
    // There is nothing here that depends on it: a class below IPM.Appointment is taken and not kept.
    write: { set: () => undefined },
  },
  {
    uri: 'item:Subject',
    shape: 'Default',
    read: ({ event }) => {
      const subject = textOf(event, 'summary');
      return subject === null ? null : t('Subject', subject);
    },
    write: {
      set: ({ event }, element) => {
        setLine(event, 'summary', element.text);
      },
      clear: ({ event }) => event.removeAllProperties('summary'),
    },
  },
  {
    uri: 'item:Sensitivity',
    shape: 'AllProperties',
    read: ({ event }) => t('Sensitivity', readSensitivity(event)),
    write: {
      set: ({ event }, { text }) => {
        setSensitivity(event, text.trim());
      },
    },
  },
  {
    uri: 'item:Body',
    shape: 'AllProperties',
    read: readBody,
    write: { set: setBody, append: appendBody, clear: clearBody },
  },
  dated('item:DateTimeReceived', created),
  {
    uri: 'item:Size',
    shape: 'AllProperties',
    read: ({ subject }) => t('Size', String(Buffer.byteLength(subject.copy.object.text))),
  },
  {
    uri: 'item:Categories',
    shape: 'AllProperties',
    read: ({ event }) => {
      const categories = readCategories(event);
      return categories.length === 0 ? null : t('Categories', ...categories.map((one) => t('String', one)));
    },
    write: {
      set: ({ event }, element) => {
        setCategories(
          event,
          childrenOf(element, typeName('String')).map(({ text }) => text),
        );
      },
      clear: ({ event }) => {
        setCategories(event, []);
      },
    },
  },
  {
    uri: 'item:Importance',
    shape: 'AllProperties',
    read: ({ event }) => t('Importance', readImportance(event)),
    write: {
      set: ({ event }, { text }) => {
        setImportance(event, text.trim());
      },
    },
  },
  never('item:IsSubmitted'),
  never('item:IsDraft'),
  never('item:IsFromMe'),
  never('item:IsResend'),
  never('item:IsUnmodified'),
  dated('item:DateTimeSent', created),
  dated('item:DateTimeCreated', created),
  { uri: 'item:ResponseObjects', shape: 'Default', read: responseObjects },
  {
    uri: 'item:ReminderDueBy',
    shape: 'AllProperties',
    read: ({ event, start }) =>
      reminderMinutes(event) === null ? null : t('ReminderDueBy', dateTime(start)),
    // Exchange takes the start for it, whatever is written.
    write: { set: () => undefined },
  },
  {
    uri: 'item:ReminderIsSet',
    shape: 'AllProperties',
    read: ({ event }) => t('ReminderIsSet', String(reminderMinutes(event) !== null)),
    write: {
      set: ({ reminder }, { text }) => {
        reminder.isSet = booleanOf(text.trim());
      },
    },
  },
  dated('item:ReminderNextTime', ({ event, start }) => {
    const minutes = reminderMinutes(event);
    return minutes === null ? null : start - minutes * 60_000;
  }),
  {
    uri: 'item:ReminderMinutesBeforeStart',
    shape: 'AllProperties',
    read: ({ event }) => t('ReminderMinutesBeforeStart', String(reminderMinutes(event) ?? USUAL_MINUTES)),
    write: {
      set: ({ reminder }, { text }) => {
        reminder.minutes = Number(text);
      },
    },
  },
  named('item:DisplayCc', (view) => namesIn(view, 'OptionalAttendees')),
  named('item:DisplayTo', (view) => namesIn(view, 'RequiredAttendees')),
  {
    uri: 'item:HasAttachments',
    shape: 'Default',
    read: ({ event }) =>
      t('HasAttachments', String(event.getAllProperties('attach').some((one) => one.type === 'binary'))),
  },
];

const EXCEPTION_CLASS = 'IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}';

/** After t:ExtendedProperty. */
export const ITEM_FIELDS_AFTER: readonly Field[] = [
  {
    uri: 'item:Culture',
    shape: 'AllProperties',
    read: () => t('Culture', 'en-US'),
    write: { set: () => undefined },
  },
  { uri: 'item:EffectiveRights', shape: 'AllProperties', read: effectiveRights },
  named('item:LastModifiedName', ({ surroundings }) => surroundings.user.displayName),
  dated('item:LastModifiedTime', ({ subject }) => subject.copy.modifiedAt),
  { ...never('item:IsAssociated'), shape: 'Default' },
  { uri: 'item:TextBody', shape: 'asked', read: readTextBody },
];

function effectiveRights(): ReturnType<typeof t> {
  const no = ['CreateAssociated', 'CreateContents', 'CreateHierarchy'].map((name) => t(name, 'false'));
  const yes = ['Delete', 'Modify', 'Read'].map((name) => t(name, 'true'));
  return tWith('EffectiveRights', {}, ...no, ...yes, t('ViewPrivateItems', 'true'));
}
