import type { XmlElement } from '../../../xml/tree.ts';
import { ItemProblem } from '../../item-problem.ts';

/**
 * The property sets that have names.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri
 */
const SETS: Readonly<Record<string, string>> = {
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  Appointment: '00062002-0000-0000-c000-000000000046',
  Common: '00062008-0000-0000-c000-000000000046',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Address: '00062004-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
  Task: '00062003-0000-0000-c000-000000000046',
  Sharing: '00062040-0000-0000-c000-000000000046',
};

/** Types that the schema knows for error reports only. */
const UNUSABLE = ['Error', 'Null', 'Object', 'ObjectArray'];

/** A property beyond Exchange's own elements. */
export interface ExtendedPath {
  /** The same for all ways to write the same property, but for its type: `tag/3008`, `set/guid/id/33315`, `set/guid/name/x`. */
  readonly key: string;
  /** A MapiPropertyTypeType, such as String or IntegerArray. */
  readonly type: string;
}

const ATTRIBUTES = [
  'DistinguishedPropertySetId',
  'PropertySetId',
  'PropertyTag',
  'PropertyName',
  'PropertyId',
  'PropertyType',
];

/** A t:ExtendedFieldURI as it came, without namespace declarations that its writer put there. */
export function bareField(field: XmlElement): XmlElement {
  const attributes = Object.fromEntries(
    Object.entries(field.attributes).filter(([name]) => ATTRIBUTES.includes(name)),
  );
  return { ns: field.ns, name: field.name, attributes, children: [], text: '' };
}

/** Reads a t:ExtendedFieldURI. Contradictions: ItemProblem ErrorInvalidExtendedProperty. */
export function extendedPath({ attributes }: XmlElement): ExtendedPath {
  const type = attributes['PropertyType'] ?? '';
  if (type === '' || UNUSABLE.includes(type)) throw invalid('It needs a PropertyType that has values');
  const { PropertyTag: tag, PropertySetId: guid, DistinguishedPropertySetId: distinguished } = attributes;
  const { PropertyName: name, PropertyId: id } = attributes;
  if (tag !== undefined) {
    const number = Number(tag);
    const alone = [guid, distinguished, name, id].every((one) => one === undefined);
    if (!alone) throw invalid('PropertyTag stands alone');
    if (!(number >= 0 && number < 0x8000)) throw invalid('PropertyTag is one of a named property');
    return { key: `tag/${number.toString(16)}`, type };
  }
  const set = guid?.toLowerCase() ?? SETS[distinguished ?? ''];
  if (set === undefined || (guid !== undefined && distinguished !== undefined)) {
    throw invalid('It needs a PropertyTag or one property set');
  }
  if ((name === undefined) === (id === undefined))
    throw invalid('It needs either PropertyName or PropertyId');
  return {
    key: name === undefined ? `set/${set}/id/${String(Number(id))}` : `set/${set}/name/${name}`,
    type,
  };
}

function invalid(message: string): ItemProblem {
  return new ItemProblem('ErrorInvalidExtendedProperty', `The extended property is not valid. ${message}.`);
}
