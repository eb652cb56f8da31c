import * as contract from '../../../src/contract/index.ts';
import { Refusal } from './fake-api.ts';
import type { Exchange, Route } from './fake-api.ts';
import { lessOf } from './fake-mailboxes.ts';
import { found, page } from './fake-routes.ts';

/** What did not prevail: of a mailbox, of an appointment, and what is decided about it. */
export const conflictRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/api\/mailboxes\/([^/]+)\/conflicts$/,
    answerSchema: contract.ConflictPage,
    handle: (exchange) => listed(exchange, 'mailboxId'),
  },
  {
    method: 'GET',
    path: /^\/api\/appointments\/([^/]+)\/conflicts$/,
    answerSchema: contract.ConflictPage,
    handle: (exchange) => listed(exchange, 'appointmentId'),
  },
  {
    method: 'POST',
    path: /^\/api\/mailboxes\/([^/]+)\/conflicts\/([^/]+)$/,
    bodySchema: contract.ConflictDecision,
    handle: ({ world, params: [mailboxId, conflictId], body }) => {
      const conflict = found(world.conflicts, conflictId);
      if ((body as contract.ConflictDecision).decision === 'use-other')
        useOther(world.appointments, conflict);
      world.conflicts.splice(world.conflicts.indexOf(conflict), 1);
      lessOf(world.mailboxes, mailboxId, 'conflicts');
      return { status: 204 };
    },
  },
];

function listed(exchange: Exchange, name: 'mailboxId' | 'appointmentId') {
  const { world, params } = exchange;
  return page(
    world.conflicts.filter((each) => each[name] === params[0]),
    exchange,
  );
}

function useOther(appointments: contract.Appointment[], conflict: contract.Conflict): void {
  const { appointmentId, field, kept, values, usable } = conflict;
  if (!usable) throw new Refusal(409, 'conflict-not-usable');
  const before = found(appointments, appointmentId ?? '');
  const other = kept === 'mailbox' ? values?.crm : values?.mailbox;
  const version = String(Number(before.version) + 1);
  appointments[appointments.indexOf(before)] = { ...before, version, [field]: other };
}
