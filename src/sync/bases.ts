import { unagreed } from './agreed-fields.ts';
import type { Item } from './item.ts';
import { equal } from './json.ts';
import type { Json } from './json.ts';
import { SIDES, fieldOf } from './leaf.ts';
import type { MergeInput, MergeOptions } from './leaf.ts';
import type { Link, Side } from './ports.ts';
import { untoldOfOneself } from './own-answer.ts';
import { without } from './settle.ts';
import { shownToInvitees } from './shown-copies.ts';
import type { PlanContext } from './step.ts';
import { witnessBases } from './witness-bases.ts';

/** Both sides beside their bases, and the fields of which those say nothing. */
export interface Compared extends Pick<MergeOptions, 'baseless' | 'fills' | 'doubtful'> {
  readonly input: MergeInput;
}

/**
 * What the two sides are compared with, field by field. Bases of a pair come in today's normal form: a newer normaliser
 * must not look like a person's edit; a field that they say nothing of writes nothing by itself.
 */
export function basesOf(
  link: Link,
  item: Item,
  now: Readonly<Record<Side, Item>>,
  fields: readonly string[],
  context: PlanContext,
): Compared {
  const { crm, mailbox } = link.base;
  if (crm === null || mailbox === null) return firstBases(link, item, now, fields, context);
  const { kind } = context;
  const renewed = link.agreed.normaliser !== kind.normaliserVersion;
  const agreed = renewed ? { crm: kind.normalise(crm), mailbox: kind.normalise(mailbox) } : { crm, mailbox };
  const base = withOlder(agreed, item, now, fields, context);
  const { doubtful = {} } = link.agreed;
  return { input: { base, now }, baseless: unagreed(link, fields, context), fills: false, doubtful };
}

/**
 * What neither side said when the two agreed (it was withheld then, for example), and what the record has now as an invitee's copy
 * does: that is older than what the organiser's copy says otherwise.
 */
function withOlder(
  base: Readonly<Record<Side, Item>>,
  item: Item,
  now: Readonly<Record<Side, Item>>,
  fields: readonly string[],
  { kind, settings, siblings, witnesses }: PlanContext,
): Readonly<Record<Side, Item>> {
  const fresh = fields.filter(
    (field) =>
      SIDES.every((side) => base[side][field] === undefined && now[side][field] !== undefined) &&
      !equal(now.crm[field], now.mailbox[field]),
  );
  if (fresh.length === 0 || kind.role(item, settings.addresses) !== 'organizer') return base;
  const shown = shownToInvitees([...siblings, ...witnesses], now.crm);
  const older = Object.fromEntries(
    fresh.flatMap((field): [string, Json][] => {
      const kept = shown[field]?.kept;
      return kept === undefined ? [] : [[field, kept]];
    }),
  );
  return { crm: { ...base.crm, ...older }, mailbox: { ...base.mailbox, ...older } };
}

/**
 * Two sides that meet. Of a copy that is known to have told a record of itself (`base.mailbox`), what the record still says
 * is what both had in common, whoever made the record. Of the rest other copies of the meeting may know.
 */
function firstBases(
  link: Link,
  item: Item,
  now: Readonly<Record<Side, Item>>,
  fields: readonly string[],
  context: PlanContext,
): Compared {
  const told = link.base.mailbox;
  const witnessed = witnessBases(link, item, now.crm, context);
  if (told === null && witnessed === null) return { input: { base: { crm: null, mailbox: null }, now } };
  const bases = { crm: { ...without(now.crm, fields) }, mailbox: { ...without(now.mailbox, fields) } };
  const baseless: string[] = [];
  for (const field of fields) {
    const isKept = told !== null && equal(told[field], now.crm[field]);
    const known = isKept ? { crm: told, mailbox: told } : (witnessed ?? now);
    if (!isKept && witnessed === null) baseless.push(field);
    set(bases.crm, field, known.crm[field]);
    set(bases.mailbox, field, known.mailbox[field]);
  }
  const base = { ...bases, mailbox: untoldOfOneself(bases.mailbox, now.crm, item, context) };
  return { input: { base, now }, baseless, doubtful: doubtsOf(link, context) };
}

/**
 * What is in doubt although the two have not met: a first write without an answer, and what others, who had agreed on it before, are
 * in doubt about in the record.
 */
function doubtsOf({ agreed }: Link, { siblings, witnesses }: PlanContext): Readonly<Record<string, Side>> {
  const others = [...siblings, ...witnesses].flatMap(({ agreed: { doubtful = {}, fields } }) =>
    Object.entries(doubtful).filter(([path, side]) => side === 'crm' && fields.includes(fieldOf(path))),
  );
  return { ...Object.fromEntries(others), ...agreed.doubtful };
}

function set(item: Record<string, Json>, field: string, value: Json | undefined): void {
  if (value !== undefined) item[field] = value;
}
