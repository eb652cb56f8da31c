/** What was observed on a side. Everything else was decided by Liaison or by a person, or done. */
export const OBSERVED_EVENTS = [
  'appeared-in-mailbox',
  'appeared-in-crm',
  'changed-in-mailbox',
  'changed-in-crm',
  'moved-in-mailbox',
  'deleted-in-mailbox',
  'deleted-in-crm',
  'taken-out-in-crm',
] as const;

export type ObservedEvent = (typeof OBSERVED_EVENTS)[number];

/** What was done on a side. */
export const DONE_EVENTS = [
  'created-in-mailbox',
  'created-in-crm',
  'updated-in-mailbox',
  'updated-in-crm',
  'removed-in-mailbox',
  'removed-in-crm',
  'told-in-mailbox',
] as const;
