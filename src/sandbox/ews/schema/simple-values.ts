import { isFieldUri } from './field-uris.ts';
import { WORDS } from './values.ts';

/** Tests of values that are no words, by type; the built-in types of XML Schema and those of Exchange. */
const TESTS: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  boolean: (value) => /^(true|false|0|1)$/.test(value),
  int: (value) => /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) <= 0x80000000,
  short: (value) => /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) <= 0x8000,
  long: (value) => /^[+-]?\d+$/.test(value),
  double: (value) => /^([+-]?\d+(\.\d*)?([eE][+-]?\d+)?|NaN|-?INF)$/.test(value),
  dateTime: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.test(value) && isDate(value.slice(0, 10)),
  date: (value) => /^\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/.test(value) && isDate(value.slice(0, 10)),
  time: (value) => /^\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.test(value),
  duration: (value) => /^-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(value),
  base64Binary: (value) => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value),
  language: (value) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(value),
  anyURI: () => true,
  DerivedItemIdType: () => true,
  ItemClassType: () => true,
  NonEmptyStringType: (value) => value !== '',
  SubscriptionIdType: (value) => value !== '',
  WatermarkType: (value) => value !== '',
  GuidType: (value) => /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(value),
  PropertyTagType: (value) => /^(0[xX][0-9A-Fa-f]{1,4}|\d{1,5})$/.test(value),
  ExcludesAttributeType: (value) => /^(0[xX][0-9A-Fa-f]*|\d*)$/.test(value),
  MaxSyncChangesReturnedType: between(1, 512),
  SubscriptionTimeoutType: between(1, 1440),
  StreamingSubscriptionConnectionTimeoutType: between(1, 30),
  ReminderMinutesBeforeStartType: (value) => /^\d+$/.test(value) && Number(value) <= 2629800,
  DaysOfWeekType: (value) => isListOf(value, wordsOf('DayOfWeekType')),
  UnindexedFieldURIType: isFieldUri,
  DictionaryURIType: (value) =>
    value === 'item:InternetMessageHeader' || /^(contacts|distributionlist):/.test(value),
};

/** Whether the type is one of values without structure. */
export function isSimple(type: string): boolean {
  return type in TESTS || type in WORDS;
}

/** Whether a text is a value of a type; blanks around it mean nothing except in strings. */
export function isValue(type: string, text: string): boolean {
  const words = WORDS[type];
  if (words === undefined) return TESTS[type]?.(type === 'string' ? text : text.trim()) ?? true;
  if (words.startsWith('*')) return isListOf(text, wordsOf(type));
  return wordsOf(type).includes(text.trim());
}

function wordsOf(type: string): readonly string[] {
  return (WORDS[type] ?? '').split(/\s+/).filter((word) => word !== '' && word !== '*');
}

function isListOf(text: string, words: readonly string[]): boolean {
  return text.split(/\s+/).every((word) => word === '' || words.includes(word));
}

function between(least: number, most: number): (value: string) => boolean {
  return (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
