import type { Item, ItemKind } from '../item.ts';
import type { JsonObject } from '../json.ts';
import type { Found, Link } from '../ports.ts';
import type { PumpSettings } from '../settings.ts';
import { decide } from './decide.ts';
import { factsOf, partOf, privateFacts } from './facts.ts';
import { stricter } from './rule.ts';
import type { Part, Privacy, Rule } from './rule.ts';

/** What may be shown of an item, and who said so. `rule`: the administrator's, where it was one. */
export interface Shown {
  readonly privacy: Privacy;
  readonly by: 'owner' | 'administrator';
  readonly rule: Rule | null;
}

/**
 * Marks the personal properties of an item whose content was never stored. The value is the owner's role, which can't be
 * told from what is left.
 */
export const WITHHELD = 'withheld';

/** Beside it: the id of the rule that withheld an item which its owner did not mark private. */
export const WITHHELD_BY = 'withheldBy';

/** Beside both: the item was made of a record, which keeps what was entered there. */
export const WITHHELD_ENTERED = 'entered';

/** Whether the mailbox's item was reduced to when, not what. */
export function isWithheld(link: Link): boolean {
  return link.personal[WITHHELD] !== undefined;
}

/** Whether nothing is stored of it but when it is; what was entered in the CRM is no secret of the calendar's. */
export function isEmptied(link: Pick<Link, 'personal'>): boolean {
  return link.personal[WITHHELD] !== undefined && link.personal[WITHHELD_ENTERED] === undefined;
}

/**
 * Whether a rule withholds an item that we made of a record. What its owner says of it from now on stays in the calendar; what the
 * record says was there before, and stays as it is.
 */
export function isEntered(
  { base, correlationKey }: Link,
  found: Found,
  kind: ItemKind,
  { rule }: Shown,
): boolean {
  const isRuled = rule !== null && !kind.isPrivate(found.item);
  return isRuled && base.mailbox !== null && found.correlationKey === correlationKey;
}

/** Whether its owner marked a withheld item private; otherwise a rule withholds it. */
export function isMarkedPrivate({ personal }: Link): boolean {
  return personal[WITHHELD_BY] === undefined;
}

/** What may be shown of an item of which everything is known. Before anything of it is stored. */
export function shownOf(item: Item, kind: ItemKind, settings: PumpSettings): Shown {
  const part = partOf(item, kind, settings);
  const hidden = kind.isPrivate(item) ? shownOfPrivate(part, kind, settings) : OPEN;
  const { privacy } = decide(factsOf(item, kind, settings), settings.rules ?? []);
  if (hidden.privacy !== 'in' || privacy === null || privacy.value === 'in') return hidden;
  return { privacy: privacy.value, by: 'administrator', rule: privacy.rule };
}

const OPEN: Shown = { privacy: 'in', by: 'owner', rule: null };

/** Of what is marked private: the stricter of what its owner and the administrator say, whatever is in it. */
function shownOfPrivate(part: Part, kind: ItemKind, settings: PumpSettings): Shown {
  const ruled = decide(privateFacts(kind, part, settings), settings.rules ?? []).privacy;
  const most = ruled?.value ?? settings.privacyLimit ?? 'in';
  const privacy = stricter(settings.privacy, most);
  // Where both say the same, it is the owner's own wish.
  return privacy === settings.privacy
    ? { privacy, by: 'owner', rule: null }
    : { privacy, by: 'administrator', rule: ruled?.rule ?? null };
}

/** What is kept beside a withheld item. */
export function withheldMark(item: Item, kind: ItemKind, settings: PumpSettings, shown: Shown): JsonObject {
  const role = kind.role(item, settings.addresses);
  const by = shown.rule !== null && !kind.isPrivate(item) ? { [WITHHELD_BY]: shown.rule.id } : {};
  return { [WITHHELD]: role, ...by };
}

/** What may be shown of an item that was withheld, as the settings are now. */
export function shownWithheld({ personal }: Link, kind: ItemKind, settings: PumpSettings): Shown {
  const by = personal[WITHHELD_BY];
  if (typeof by !== 'string') return shownOfPrivate(personal[WITHHELD] as Part, kind, settings);
  const rule = (settings.rules ?? []).find(({ id }) => id === by) ?? null;
  // A rule that is gone: the item is about to be read again, and until then nothing more is said of it.
  return { privacy: rule?.then.privacy ?? 'busy', by: 'administrator', rule };
}
