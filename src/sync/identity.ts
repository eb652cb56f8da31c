/**
 * The correlation key of a record: the same for every mailbox that holds a copy of the meeting, so that two mailboxes
 * which create its record at the same time collide in the CRM instead of making twins.
 */
export function recordKey(kind: string, identity: string): string {
  return `${kind}:${identity}`;
}

/** The identity that a record's correlation key was made of; null when it is not such a key. */
export function identityOfKey(kind: string, key: string): string | null {
  return key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : null;
}

/** The identity of a copy that a person made of an item that is still there. */
export function copyIdentity(identity: string, key: string): string {
  return `${identity};copy=${key}`;
}

/** Whether an item with this identity can be the item of a link with that one: the same, or the copy it was taken for. */
export function sameIdentity(linked: string | null, identity: string | null): boolean {
  if (linked === identity) return true;
  return linked !== null && identity !== null && linked.startsWith(`${identity};copy=`);
}

/** An occurrence's identity: that of its series, and its original start. */
const OCCURRENCE = /^(.+);(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})$/s;

/** The identity of the series that a single detached occurrence is of, and its original start; null for other things. */
export function occurrenceOf(
  identity: string | null,
): { readonly series: string; readonly recurrenceId: string } | null {
  const [, series, recurrenceId] = OCCURRENCE.exec(identity ?? '') ?? [];
  return series === undefined || recurrenceId === undefined ? null : { series, recurrenceId };
}
