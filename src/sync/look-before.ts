import { Gone, Stale } from './errors.ts';
import { readAll } from './look.ts';
import { refKey } from './observation.ts';
import type { Written } from './plan-batch.ts';
import type { Ref, WriteOutcome } from './ports.ts';
import type { Session } from './session.ts';

/**
 * Where a side can't refuse to write what has moved on, somebody has to look directly before. Returns the outcomes of
 * the steps that must not be carried out, by intent; empty where the side minds versions itself.
 */
export async function movedOn(
  session: Session,
  steps: readonly Written[],
): Promise<ReadonlyMap<string, WriteOutcome>> {
  const [first] = steps;
  const outcomes = new Map<string, WriteOutcome>();
  if (first === undefined || isConditional(session, first)) return outcomes;
  const refs = steps.map(({ intent }) => intent.ref).filter((ref): ref is Ref => ref !== null);
  const read = await readAll(session, first.intent.side, refs);
  const readings = new Map(read.map((reading) => [refKey(reading.ref), reading]));
  for (const { intent } of steps) {
    const reading = intent.ref === null ? undefined : readings.get(refKey(intent.ref));
    if (reading?.type === 'found' && reading.found.version === intent.expectedVersion) continue;
    const error =
      reading?.type === 'gone' ? new Gone({ code: 'not-there' }) : new Stale({ code: 'moved-on' });
    outcomes.set(intent.id, { ok: false, error });
  }
  return outcomes;
}

function isConditional(session: Session, { intent: { side, operation } }: Written): boolean {
  if (operation === 'create') return true;
  const { crm, mailbox } = session.ports;
  if (side === 'crm') return crm.traits.conditionalUpdate;
  return operation === 'update' ? mailbox.traits.conditionalUpdate : mailbox.traits.conditionalDelete;
}
