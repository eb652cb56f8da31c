import { Type, type Static } from 'typebox';
import { pageOf, PageQuery } from './page.ts';
import { PUMP_PHASES } from './synchronisation.ts';
import { Id, Instant, nullable, Privacy, Reason } from './values.ts';

/** What synchronisation would do to a mailbox that is paused, item by item; nothing of it is done. */

/**
 * - `recognised-by-identity`, `recognised-by-likeness`: both sides have it already; it gets no twin.
 * - `waits-as-lookalike`: it looks like several, or like one that cannot be compared; nothing is created.
 * - `waits`: a person would have to decide (a held deletion, a meeting that would be mailed). `set-aside`: it cannot be read.
 * - `left-alone`: for the reason that is given. `in-step`: nothing to do. The others: what would be written first.
 */
export const REHEARSAL_OUTCOMES = [
  'recognised-by-identity',
  'recognised-by-likeness',
  'waits-as-lookalike',
  'create-in-crm',
  'create-in-mailbox',
  'update-in-crm',
  'update-in-mailbox',
  'remove-in-crm',
  'remove-in-mailbox',
  'waits',
  'left-alone',
  'set-aside',
  'in-step',
] as const;
export type RehearsalOutcome = (typeof REHEARSAL_OUTCOMES)[number];

/** The last rehearsal of a mailbox. `none`: there was none, or its answer was too old to be kept (a week). */
export const Rehearsal = Type.Object(
  {
    mailboxId: Id,
    state: Type.Enum(['none', 'running', 'done', 'failed']),
    startedAt: nullable(Instant),
    endedAt: nullable(Instant),
    phase: nullable(Type.Enum(PUMP_PHASES, { description: '`write`: planning; nothing is written' })),
    done: Type.Integer({ description: 'Items handled in this phase so far' }),
    totals: Type.Record(Type.String(), Type.Integer(), {
      description: 'Items by outcome; an outcome that is not named has none',
    }),
    differing: Type.Integer({
      description:
        'Items that both sides have with different values: both would keep theirs, shown as conflicts',
    }),
    reasons: Type.Array(Type.Object({ reason: Reason, count: Type.Integer() }), {
      description: 'Why items would wait or be left alone, the most frequent first',
    }),
    error: nullable(Reason),
  },
  { title: 'Rehearsal' },
);
export type Rehearsal = Static<typeof Rehearsal>;

/** One item. Titles are for the mailbox's owner alone; administrators are not shown what would be left alone. */
export const RehearsalItem = Type.Object(
  {
    n: Type.Integer(),
    outcome: Type.Enum(REHEARSAL_OUTCOMES),
    write: nullable(
      Type.Object({
        side: Type.Enum(['mailbox', 'crm']),
        operation: Type.Enum(['create', 'update', 'remove']),
      }),
    ),
    title: nullable(Type.String()),
    privacy: Privacy,
    start: nullable(Type.String({ description: 'RFC 8984 LocalDateTime' })),
    timeZone: nullable(Type.String({ description: 'IANA time zone name; null: floating' })),
    allDay: Type.Boolean(),
    recurring: Type.Boolean(),
    reason: nullable(Reason),
    appointmentId: nullable(Id),
    differences: Type.Array(Type.String(), {
      description: 'Properties of which both sides would keep their own value',
    }),
  },
  { title: 'RehearsalItem' },
);
export type RehearsalItem = Static<typeof RehearsalItem>;
export const RehearsalItemPage = pageOf(RehearsalItem, 'RehearsalItemPage');

/** GET /api/mailboxes/:id/rehearsal/items. `differing`: only items that both sides have with different values. */
export const RehearsalQuery = Type.Object({
  ...PageQuery.properties,
  outcome: Type.Optional(Type.Union([Type.Enum(REHEARSAL_OUTCOMES), Type.Literal('differing')])),
});
export type RehearsalQuery = Static<typeof RehearsalQuery>;
