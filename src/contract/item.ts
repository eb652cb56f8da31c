import { Type, type Static } from 'typebox';
import { RecordRef } from './appointment.ts';
import { RecordHit } from './records.ts';
import { NotSentDecision } from './synchronisation.ts';
import { Id, Instant, nullable, Reason } from './values.ts';

/**
 * What stands open in Outlook, as the task pane sees it. Requests carry it in their bodies: nothing about a mail belongs
 * into a URL.
 */

/** What a person is to the item. `from`, `to`, `cc`, `bcc`: of a mail; the others: of a meeting. */
const ITEM_ROLES = ['from', 'to', 'cc', 'bcc', 'organizer', 'required', 'optional'] as const;
export type ItemRole = (typeof ITEM_ROLES)[number];

const ItemParticipant = Type.Object(
  {
    role: Type.Enum(ITEM_ROLES),
    name: Type.String({ maxLength: 500 }),
    address: Type.String({ maxLength: 320, description: 'SMTP address; empty where Outlook knows none' }),
  },
  { additionalProperties: false, title: 'ItemParticipant' },
);
export type ItemParticipant = Static<typeof ItemParticipant>;

/**
 * An item of the caller's mailbox. `itemId` is Outlook's (EWS) id, a hint that changes when the item moves; null while it
 * has not been saved. The server makes sure itself, in the caller's own mailbox, that it is what it is said to be.
 */
export const ItemInView = Type.Object(
  {
    kind: Type.Enum(['message', 'appointment']),
    itemId: nullable(Type.String({ minLength: 1, maxLength: 2000 })),
    messageId: nullable(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'Message-ID of a mail (RFC 5322), with its brackets',
      }),
    ),
    conversationId: nullable(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: "Outlook's id of a mail's conversation, in this mailbox",
      }),
    ),
    seriesId: nullable(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: "Outlook's id of the series of an occurrence",
      }),
    ),
    subject: Type.String({ maxLength: 2000 }),
    start: nullable(Instant),
    end: nullable(Instant),
    participants: Type.Array(ItemParticipant, { maxItems: 1000 }),
  },
  { additionalProperties: false, title: 'ItemInView' },
);
export type ItemInView = Static<typeof ItemInView>;

/** One address of the item, and whom the CRM knows by it. `roles` in the order of the item. */
export const ItemPerson = Type.Object(
  {
    name: Type.String({ description: 'As the item says it' }),
    address: Type.String(),
    roles: Type.Array(Type.Enum(ITEM_ROLES)),
    person: nullable(RecordHit),
    company: nullable(RecordHit),
    colleague: nullable(
      Type.Object({ id: Id, displayName: Type.String() }, { description: 'A user of this CRM' }),
    ),
  },
  { title: 'ItemPerson' },
);
export type ItemPerson = Static<typeof ItemPerson>;

/** A record that the item is linked with. `rule` names what linked it, null: a person did. `pending`: as soon as the item is in the CRM. */
export const ItemLink = Type.Object(
  {
    ...RecordHit.properties,
    linkedBy: nullable(Type.Object({ id: Id, displayName: Type.String() })),
    linkedAt: Instant,
    rule: nullable(Reason),
    pending: Type.Boolean(),
    removable: Type.Boolean({ description: 'The caller may take the link away' }),
  },
  { title: 'ItemLink' },
);
export type ItemLink = Static<typeof ItemLink>;

/** A record that the item may belong to, and why: the weightiest reason first (codes of ./words, `suggested-`). */
export const ItemSuggestion = Type.Object(
  { record: RecordHit, reasons: Type.Array(Reason, { minItems: 1 }) },
  { title: 'ItemSuggestion' },
);
export type ItemSuggestion = Static<typeof ItemSuggestion>;

/**
 * - `synchronised`: it is in the CRM, as it stands in Outlook. `queued`: about to be. `attention`: a person has to do
 *   something, the reason says what. `not-synchronised`: it is left alone, the reason says why.
 * - `marked`: what the toggle shows. `markable`: whether the caller can move it; if not, `reason` says why.
 * - `record`: the item in the CRM, where the caller may see it there.
 */
export const ItemState = Type.Object(
  {
    state: Type.Enum(['synchronised', 'queued', 'attention', 'not-synchronised']),
    reason: nullable(Reason),
    marked: Type.Boolean(),
    markable: Type.Boolean(),
    record: nullable(
      Type.Object({ recordType: Type.Enum(['message', 'appointment']), id: Id, url: Type.String() }),
    ),
  },
  { title: 'ItemState' },
);
export type ItemState = Static<typeof ItemState>;

/** POST /api/items/view: everything about an item. Suggestions leave out what is linked. Best suggestions first, at most 8. */
export const ItemView = Type.Object(
  {
    state: ItemState,
    people: Type.Array(ItemPerson),
    links: Type.Array(ItemLink),
    suggestions: Type.Array(ItemSuggestion),
  },
  { title: 'ItemView' },
);
export type ItemView = Static<typeof ItemView>;

/** POST /api/items/view; POST /api/items/links/last links the item with what its thread, else its sender, was linked with last. */
export const ItemViewInput = Type.Object(
  { item: ItemInView },
  { additionalProperties: false, title: 'ItemViewInput' },
);
export type ItemViewInput = Static<typeof ItemViewInput>;

const records = Type.Array(RecordRef, { minItems: 1, maxItems: 50 });

/**
 * POST /api/items/links: links the item with all of these, or with none. A mail is stored first, a meeting's
 * synchronisation turned on. POST /api/items/links/remove takes links away.
 */
export const ItemLinksInput = Type.Object(
  { item: ItemInView, records },
  { additionalProperties: false, title: 'ItemLinksInput' },
);
export type ItemLinksInput = Static<typeof ItemLinksInput>;

/**
 * POST /api/items/mark: synchronise the item, or leave it alone from now on. Of a meeting nothing is removed from either
 * side. Of a mail the caller's copy leaves the CRM, and with the last copy the mail; undoing brings it back.
 */
export const ItemMarkInput = Type.Object(
  { item: ItemInView, synchronise: Type.Boolean() },
  { additionalProperties: false, title: 'ItemMarkInput' },
);
export type ItemMarkInput = Static<typeof ItemMarkInput>;

/**
 * POST /api/items/not-sent: what becomes of a meeting whose participants were not told (`attention`, with the reason
 * `not-sent`). send: they are mailed, once. discard: nobody is. Answers how it stands then. Neither can be undone.
 */
export const ItemDecisionInput = Type.Object(
  { item: ItemInView, decision: NotSentDecision.properties.decision },
  { additionalProperties: false, title: 'ItemDecisionInput' },
);
export type ItemDecisionInput = Static<typeof ItemDecisionInput>;

/** What one save did, and how the item stands after it. POST /api/items/saves/:id/undo takes back exactly that, within a day. */
export const ItemSave = Type.Object(
  { id: Id, added: Type.Array(RecordHit), removed: Type.Array(RecordHit), view: ItemView },
  { title: 'ItemSave' },
);
export type ItemSave = Static<typeof ItemSave>;

/** PUT /api/items/dismissals/:recordType/:id: never suggest this record to me again. DELETE: do again. Both idempotent. */
export const DismissalPath = Type.Object({ recordType: RecordRef.properties.recordType, id: Id });
