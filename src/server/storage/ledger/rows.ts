import type { Selectable } from 'kysely';
import type { Item } from '../../../sync/item.ts';
import type { Link, LinkState, Observation } from '../../../sync/ports.ts';
import { plainJson } from '../plain-text.ts';
import type { LinkDetails, LinkTable } from '../tables/links.ts';
import { refKeyOrNull, textKey } from './keys.ts';

/** A row of `links` as it is read. */
export type LinkRow = Selectable<LinkTable>;

/** The columns of a link as they are written, in the order and with the PostgreSQL types of a batch. */
export const LINK_COLUMNS = {
  id: 'uuid',
  mailbox_id: 'uuid',
  kind: 'text',
  item_key: 'bytea',
  item_feed: 'bytea',
  record_key: 'bytea',
  identity_key: 'bytea',
  correlation_key: 'bytea',
  state: 'text',
  decision: 'text',
  dirty: 'boolean',
  assigned: 'boolean',
  mailbox_seen_in: 'integer',
  crm_seen_in: 'integer',
  normaliser_version: 'integer',
  agreed_fields: 'json',
  doubtful_fields: 'json',
  agreed_at: 'timestamptz',
  agreed_older: 'json',
  mailbox_seen: 'text',
  crm_seen: 'text',
  mailbox_observed: 'json',
  crm_observed: 'json',
  mailbox_base: 'json',
  crm_base: 'json',
  reason: 'json',
  personal: 'json',
  details: 'json',
  untouched: 'json',
  untold: 'json',
  lookalike: 'text',
  lookalike_key: 'bytea',
} as const;

/** What was synchronised before links knew what they had agreed on; never to be changed. */
const SYNCHRONISED_BEFORE: readonly string[] = [
  'title',
  'description',
  'start',
  'timeZone',
  'duration',
  'showWithoutTime',
  'recurrenceRules',
  'recurrenceOverrides',
  'recurrenceId',
  'recurrenceIdTimeZone',
  'locations',
  'virtualLocations',
  'participants',
  'status',
  'priority',
];

export type LinkColumn = keyof typeof LINK_COLUMNS;

/** A link as its row; json columns as text. */
export function linkToRow(link: Link): Readonly<Record<LinkColumn, unknown>> {
  const { itemRef, recordRef, identity, correlationKey, role } = link;
  const details: LinkDetails = { itemRef, recordRef, identity, correlationKey, role };
  return {
    id: link.id,
    mailbox_id: link.mailboxId,
    kind: link.kind,
    item_key: refKeyOrNull(itemRef),
    item_feed: itemRef === null ? null : textKey(itemRef.collection),
    record_key: refKeyOrNull(recordRef),
    identity_key: identity === null ? null : identityKey(link.kind, identity),
    correlation_key: textKey(correlationKey),
    state: link.state,
    decision: link.decision,
    dirty: link.dirty,
    assigned: link.assigned,
    mailbox_seen_in: link.seenIn.mailbox,
    crm_seen_in: link.seenIn.crm,
    normaliser_version: link.agreed.normaliser,
    agreed_fields: JSON.stringify(link.agreed.fields),
    doubtful_fields: JSON.stringify(link.agreed.doubtful ?? null),
    agreed_older: JSON.stringify(link.agreed.older ?? null),
    agreed_at: link.agreed.at === undefined ? null : new Date(link.agreed.at),
    mailbox_seen: link.observed.mailbox.state,
    crm_seen: link.observed.crm.state,
    mailbox_observed: JSON.stringify(link.observed.mailbox),
    crm_observed: JSON.stringify(link.observed.crm),
    mailbox_base: JSON.stringify(link.base.mailbox),
    crm_base: JSON.stringify(link.base.crm),
    reason: plainJson(link.reason),
    personal: JSON.stringify(link.personal),
    details: JSON.stringify(details),
    untouched: JSON.stringify(link.untouched ?? null),
    untold: JSON.stringify(link.untold ?? null),
    lookalike: link.lookalike ?? null,
    lookalike_key: link.lookalike === undefined ? null : textKey(link.lookalike),
  };
}

/** The key of an identity within its kind. */
export function identityKey(kind: string, identity: string): Buffer {
  return textKey(kind, identity);
}

/** A row as a link. */
export function rowToLink(row: LinkRow): Link {
  const details: LinkDetails = row.details;
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    kind: row.kind,
    itemRef: details.itemRef,
    recordRef: details.recordRef,
    identity: details.identity,
    role: details.role ?? null,
    correlationKey: details.correlationKey,
    state: row.state satisfies LinkState,
    reason: row.reason,
    observed: {
      mailbox: row.mailbox_observed satisfies Observation,
      crm: row.crm_observed satisfies Observation,
    },
    base: { mailbox: row.mailbox_base satisfies Item | null, crm: row.crm_base satisfies Item | null },
    agreed: {
      normaliser: row.normaliser_version,
      fields: row.agreed_fields ?? SYNCHRONISED_BEFORE,
      ...(row.doubtful_fields === null ? {} : { doubtful: row.doubtful_fields }),
      ...(row.agreed_older === null ? {} : { older: row.agreed_older }),
      ...(row.agreed_at === null ? {} : { at: row.agreed_at.getTime() }),
    },
    personal: row.personal,
    assigned: row.assigned,
    dirty: row.dirty,
    seenIn: { mailbox: row.mailbox_seen_in, crm: row.crm_seen_in },
    decision: row.decision,
    mark: row.mark,
    ...(row.untouched === null ? {} : { untouched: row.untouched }),
    ...(row.untold === null ? {} : { untold: row.untold }),
    ...(row.lookalike === null ? {} : { lookalike: row.lookalike }),
  };
}
