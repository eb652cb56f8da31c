import { Type, type Static } from 'typebox';
import { MAILBOX_STATES, MailboxCounts } from './mailbox.ts';
import { pageOf } from './page.ts';
import { Id, Instant, nullable, Privacy, Reason } from './values.ts';

/** What happens, and happened, in one mailbox's synchronisation. */

export const PUMP_PHASES = ['recover', 'observe-mailbox', 'observe-crm', 'write'] as const;

/**
 * Data of the server-sent events named `progress` (GET /api/mailboxes/:id/progress). The first comes at once; a comment
 * line comes at least every 15 seconds. `done`: items handled in this phase so far.
 */
export const ProgressEvent = Type.Object(
  {
    mailboxId: Id,
    at: Instant,
    state: Type.Enum(MAILBOX_STATES),
    phase: nullable(Type.Enum(PUMP_PHASES)),
    done: Type.Integer(),
    counts: MailboxCounts,
    lastError: nullable(Reason),
    lastPumpAt: nullable(Instant),
    nextPumpAt: nullable(Instant),
  },
  { title: 'ProgressEvent' },
);
export type ProgressEvent = Static<typeof ProgressEvent>;

/** The meeting that something is about. A null title: it has none, is gone, or is not to be shown. */
const subject = {
  linkId: Id,
  appointmentId: nullable(Id),
  title: nullable(Type.String()),
  privacy: Privacy,
};

/** What a line of the history tells of. */
const HISTORY_PHASES = ['observed', 'decided', 'done'] as const;

/**
 * One line of what was observed, decided and done. `event` is a code of ./words (`event:` in front). Of what was observed
 * the reason names properties, never values. Newest first.
 */
export const HistoryEntry = Type.Object(
  {
    id: Type.String(),
    at: Instant,
    event: Type.String(),
    phase: Type.Enum(HISTORY_PHASES, {
      description: 'observed: somebody did it. decided: Liaison or a person did. done: Liaison wrote it',
    }),
    reason: nullable(Reason),
    linkId: nullable(Id),
    appointmentId: nullable(Id),
    title: nullable(Type.String()),
    privacy: Privacy,
  },
  { title: 'HistoryEntry' },
);
export type HistoryEntry = Static<typeof HistoryEntry>;
export const HistoryPage = pageOf(HistoryEntry, 'HistoryPage');

/** A deletion that waits for a person. `side`: where it would be removed. */
export const HeldDeletion = Type.Object(
  { ...subject, side: Type.Enum(['mailbox', 'crm']), reason: nullable(Reason), since: Instant },
  { title: 'HeldDeletion' },
);
export type HeldDeletion = Static<typeof HeldDeletion>;
export const HeldDeletionPage = pageOf(HeldDeletion, 'HeldDeletionPage');

/** POST /api/mailboxes/:id/held/:linkId. approve: delete it. reject: bring it back where it was deleted. */
export const HeldDecision = Type.Object(
  { decision: Type.Enum(['approve', 'reject']) },
  { additionalProperties: false, title: 'HeldDecision' },
);
export type HeldDecision = Static<typeof HeldDecision>;

/** An item set aside with its reason, while everything else goes on. POST .../quarantine/:linkId/retry tries it again. */
export const QuarantineEntry = Type.Object(
  { ...subject, reason: nullable(Reason), since: Instant },
  { title: 'QuarantineEntry' },
);
export type QuarantineEntry = Static<typeof QuarantineEntry>;
export const QuarantinePage = pageOf(QuarantineEntry, 'QuarantinePage');

/**
 * Saved in the CRM, not written to the mailbox because that would mail people; or, where the reason says `by: written`,
 * written to both without telling the participants.
 */
export const NotSentEntry = Type.Object(
  { ...subject, reason: nullable(Reason), since: Instant },
  { title: 'NotSentEntry' },
);
export type NotSentEntry = Static<typeof NotSentEntry>;
export const NotSentPage = pageOf(NotSentEntry, 'NotSentPage');

/** POST /api/mailboxes/:id/not-sent/:linkId. send: write it (where it is written: mail
 * alone), people are mailed. discard: leave the mailbox as it is, and nobody is told. */
export const NotSentDecision = Type.Object(
  { decision: Type.Enum(['send', 'discard']) },
  { additionalProperties: false, title: 'NotSentDecision' },
);
export type NotSentDecision = Static<typeof NotSentDecision>;

/** An item that is left alone, and why: outside the time frame, kept private, a direction that is switched off. */
export const DormantEntry = Type.Object(
  { ...subject, reason: nullable(Reason), since: Instant },
  { title: 'DormantEntry' },
);
export type DormantEntry = Static<typeof DormantEntry>;
export const DormantPage = pageOf(DormantEntry, 'DormantPage');

export const LinkPath = Type.Object({ id: Id, linkId: Id });
