import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { Id, Instant, LocalDateTime, nullable, Privacy } from './values.ts';

/** What each side had, as RFC 8984 spells it; null: the side had nothing there. */
const ConflictValues = Type.Object(
  { crm: Type.Unknown(), mailbox: Type.Unknown() },
  { title: 'ConflictValues' },
);
export type ConflictValues = Static<typeof ConflictValues>;

/**
 * Both sides had a different value of one property; what did not prevail is kept. Titles, addresses and values are the
 * mailbox owner's alone: for others they are null.
 */
export const Conflict = Type.Object(
  {
    id: Id,
    mailboxId: Id,
    linkId: Id,
    appointmentId: nullable(Id),
    title: nullable(Type.String()),
    privacy: Privacy,
    at: Instant,
    field: Type.String({ description: 'A property of the event, of one of its dates, or of a participant' }),
    recurrenceId: nullable(LocalDateTime),
    participant: nullable(Type.String({ description: 'Calendar address, when it is about one participant' })),
    kept: Type.Enum(['crm', 'mailbox', 'both'], {
      description: 'Whose value prevailed. both: each side still has its own, nothing was written',
    }),
    values: nullable(ConflictValues),
    usable: Type.Boolean({ description: 'Whether `use-other` can be asked for' }),
  },
  { title: 'Conflict' },
);
export type Conflict = Static<typeof Conflict>;
export const ConflictPage = pageOf(Conflict, 'ConflictPage');

/**
 * POST /api/mailboxes/:id/conflicts/:conflictId. use-other: the value that did not prevail (of `both`: the mailbox's) is
 * written into the appointment like any other edit. dismiss: it is forgotten. Either ends the conflict.
 */
export const ConflictDecision = Type.Object(
  { decision: Type.Enum(['use-other', 'dismiss']) },
  { additionalProperties: false, title: 'ConflictDecision' },
);
export type ConflictDecision = Static<typeof ConflictDecision>;

export const ConflictPath = Type.Object({ id: Id, conflictId: Id });
