import { acknowledged, refused, untaught } from './acknowledge.ts';
import { adoptExisting } from './adopt.ts';
import { Denied, Stale, SyncError, Throttled, Unavailable } from './errors.ts';
import { movedOn } from './look-before.ts';
import type { Written } from './plan-batch.ts';
import { isApproved } from './guard.ts';
import { planLink } from './plan.ts';
import { hasCome } from './policy/witness.ts';
import type { LedgerTransaction, Link, WriteOutcome } from './ports.ts';
import { record, recordDone } from './record.ts';
import type { DoneStep } from './record.ts';
import { callContext, retryAfter, retryBy, transaction } from './session.ts';
import type { Session } from './session.ts';
import type { LinkPlan, PlanContext } from './step.ts';

/** One call and its acknowledgement. Returns how many of its steps happened. */
export async function carryOut(session: Session, steps: readonly Written[]): Promise<number> {
  let outcomes: readonly WriteOutcome[];
  try {
    const moved = await movedOn(session, steps);
    const written = await call(
      session,
      steps.filter(({ intent }) => !moved.has(intent.id)),
    );
    const answers = written[Symbol.iterator]();
    outcomes = steps.map(({ intent }) => moved.get(intent.id) ?? answers.next().value ?? missingOutcome());
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    await settleFailure(session, steps, error);
    throw error;
  }
  const results = steps.map((step, index) => ({ step, outcome: outcomes[index] ?? missingOutcome() }));
  const existing = await transaction(session, (tx) => acknowledge(session, tx, results));
  if (existing.length > 0)
    await adoptExisting(
      session,
      existing.map(({ link, intent }) => ({ link, intent })),
    );
  const done = results.filter(({ outcome }) => outcome.ok);
  for (const { step } of done) session.tally.written[step.intent.side][step.intent.operation] += 1;
  const stop = results
    .map(({ outcome }) => outcome)
    .find((outcome) => !outcome.ok && stopsAll(outcome.error));
  if (stop !== undefined && !stop.ok) throw stop.error;
  return done.length;
}

function call(session: Session, steps: readonly Written[]): Promise<readonly WriteOutcome[]> {
  const { mailbox, crm } = session.ports;
  const [first] = steps;
  if (first === undefined) return Promise.resolve([]);
  const context = { deadline: Math.min(callContext(session).deadline, first.intent.deadline) };
  const { side, operation } = first.intent;
  const port = side === 'crm' ? crm : mailbox;
  if (operation === 'create') {
    return port.create(
      steps.flatMap(({ intent }) =>
        intent.target === null ? [] : [{ collection: intent.collection, item: intent.target, intent }],
      ),
      context,
    );
  }
  if (operation === 'update') {
    return port.update(
      steps.flatMap(({ intent }) =>
        intent.target === null || intent.ref === null
          ? []
          : [{ ref: intent.ref, patch: intent.patch, item: intent.target, intent }],
      ),
      context,
    );
  }
  const removals = steps.flatMap(({ intent }) => (intent.ref === null ? [] : [{ ref: intent.ref, intent }]));
  return side === 'crm' ? crm.markDeleted(removals, context) : mailbox.remove(removals, context);
}

/** Everything that is known about the outcomes, in one transaction. Returns creates whose item exists already. */
async function acknowledge(
  session: Session,
  tx: LedgerTransaction,
  results: readonly { readonly step: Written; readonly outcome: WriteOutcome }[],
): Promise<readonly Written[]> {
  const current = new Map(
    (await tx.linksById(results.map(({ step }) => step.link.id))).map((link) => [link.id, link]),
  );
  const after: Link[] = [];
  const plans: LinkPlan[] = [];
  const done: DoneStep[] = [];
  const existing: Written[] = [];
  const closed: Record<'done' | 'approved' | 'failed', string[]> = { done: [], approved: [], failed: [] };
  for (const { step, outcome } of results) {
    const link = current.get(step.link.id);
    if (link === undefined) continue;
    if (outcome.ok) {
      closed[isApproved(link, step.intent) ? 'approved' : 'done'].push(step.intent.id);
      after.push(
        settledFurther(
          acknowledged(link, step.intent, outcome, step.context.kind, session.settings),
          step.context,
        ),
      );
      done.push({ intent: step.intent, event: step.plan.event, reason: step.plan.reason });
      continue;
    }
    retryAfter(session, outcome.error);
    if (outcome.error.effect === 'unknown') {
      session.deferred.add(link.id);
      retryBy(session, step.intent.deadline);
      continue;
    }
    closed.failed.push(step.intent.id);
    const changed = refused(untaught(link, step.intent), step.intent, outcome.error);
    if (changed !== null) {
      after.push(changed);
      if (changed.state === 'quarantined')
        plans.push({ ...step.plan, link: changed, event: 'quarantined', reason: changed.reason, lost: [] });
    } else if (outcome.error instanceof Stale && step.intent.operation === 'create')
      existing.push({ ...step, link });
    else {
      session.deferred.add(link.id);
      after.push(untaught(link, step.intent));
    }
  }
  await tx.saveLinks(after);
  const hosts = after.filter((link) => hasCome(current.get(link.id) ?? link, link));
  if (hosts.length > 0) await tx.touchSiblings(hosts.flatMap(({ recordRef }) => recordRef ?? []));
  await tx.closeIntents(closed.done, true);
  // What a person approved says nothing of what may happen without one.
  await tx.closeIntents([...closed.failed, ...closed.approved], false);
  await recordDone(session, tx, done);
  await record(session, tx, plans);
  return existing;
}

/** Settles at once what needs no further step, so that the link need not be planned again. */
function settledFurther(link: Link, context: PlanContext): Link {
  const next = planLink(link, context);
  // What waits for a person from now on is told in the history as well.
  return next.step === null && next.event !== 'not-told' ? next.link : link;
}

/** The whole call failed: nothing is known of its steps, or it is known that nothing happened. */
async function settleFailure(session: Session, steps: readonly Written[], error: SyncError): Promise<void> {
  retryAfter(session, error);
  for (const { link, intent } of steps) {
    session.deferred.add(link.id);
    if (error.effect === 'unknown') retryBy(session, intent.deadline);
  }
  if (error.effect === 'unknown') return;
  await transaction(session, async (tx) => {
    const links = await tx.linksById(steps.map(({ link }) => link.id));
    const intents = new Map(steps.map(({ intent }) => [intent.linkId, intent]));
    await tx.saveLinks(
      links.flatMap((link) => {
        const intent = intents.get(link.id);
        const after = intent === undefined ? link : untaught(link, intent);
        return after === link ? [] : [after];
      }),
    );
    await tx.closeIntents(
      steps.map(({ intent }) => intent.id),
      false,
    );
  });
}

/** After these nothing more can be done in this mailbox now. */
function stopsAll(error: SyncError): boolean {
  return error instanceof Throttled || (error instanceof Denied && error.scope === 'mailbox');
}

/** An adapter that answers fewer outcomes than it was asked for: nothing is known of the rest. */
function missingOutcome(): WriteOutcome {
  return { ok: false, error: new Unavailable({ code: 'outcome-missing' }) };
}
