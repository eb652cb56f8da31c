import * as contract from '../../../src/contract/index.ts';
import { Refusal } from './fake-api.ts';
import type { Route } from './fake-api.ts';
import { found } from './fake-routes.ts';

const ITEMS: readonly Omit<contract.RehearsalItem, 'n'>[] = [
  item('recognised-by-likeness', 'Review with Nordlicht', { differences: ['title'], recurring: true }),
  item('create-in-crm', 'Budget 2027', { write: { side: 'crm', operation: 'create' } }),
  item('create-in-mailbox', 'Call Mr Hartmann', { write: { side: 'mailbox', operation: 'create' } }),
  item('waits-as-lookalike', 'Weekly', { reason: { code: 'looks-like-several', parameters: {} } }),
  item('left-alone', null, {
    privacy: 'private',
    reason: { code: 'private-kept-out', parameters: { by: 'owner' } },
  }),
];

function item(
  outcome: contract.RehearsalOutcome,
  title: string | null,
  change: Partial<contract.RehearsalItem>,
): Omit<contract.RehearsalItem, 'n'> {
  return {
    outcome,
    title,
    write: null,
    start: '2026-12-01T10:00:00',
    timeZone: 'Europe/Berlin',
    allDay: false,
    recurring: false,
    reason: null,
    appointmentId: null,
    differences: [],
    ...change,
  };
}

/** Mailboxes that were rehearsed, and how often it was asked since. */
const asked = new WeakMap<contract.Mailbox, number>();

function rehearsalOf(mailbox: contract.Mailbox): contract.Rehearsal {
  const times = asked.get(mailbox);
  const state = times === undefined ? 'none' : times < 2 ? 'running' : 'done';
  if (times !== undefined) asked.set(mailbox, times + 1);
  return {
    mailboxId: mailbox.id,
    state,
    startedAt: state === 'none' ? null : '2026-11-22T10:00:00.000Z',
    endedAt: state === 'done' ? '2026-11-22T10:00:05.000Z' : null,
    phase: state === 'running' ? 'observe-mailbox' : null,
    done: state === 'running' ? 1200 : 0,
    totals: state === 'done' ? Object.fromEntries(ITEMS.map(({ outcome }) => [outcome, 1])) : {},
    differing: state === 'done' ? 1 : 0,
    reasons: [],
    error: null,
  };
}

/** /api/mailboxes/:id/rehearsal: looked at twice it is done. */
export const rehearsalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/mailboxes\/([^/]+)\/rehearsal$/,
    answerSchema: contract.Rehearsal,
    handle: ({ world, params }) => ({
      status: 200,
      body: rehearsalOf(found(world.mailboxes, params[0])),
    }),
  },
  {
    method: 'POST',
    path: /^\/api\/mailboxes\/([^/]+)\/rehearsal$/,
    answerSchema: contract.Rehearsal,
    handle: ({ world, params }) => {
      const mailbox = found(world.mailboxes, params[0]);
      if (mailbox.state !== 'paused') throw new Refusal(409, 'mailbox-not-paused');
      asked.set(mailbox, 0);
      return { status: 202, body: rehearsalOf(mailbox) };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/mailboxes\/[^/]+\/rehearsal\/items$/,
    answerSchema: contract.RehearsalItemPage,
    handle: ({ query }) => {
      const outcome = query.get('outcome');
      const items = ITEMS.map((each, index) => ({ ...each, n: index + 1 })).filter(
        (each) =>
          outcome === null ||
          (outcome === 'differing' ? each.differences.length > 0 : each.outcome === outcome),
      );
      return { status: 200, body: { items, nextCursor: null } };
    },
  },
];
