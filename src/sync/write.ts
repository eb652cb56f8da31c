import { carryOut } from './carry-out.ts';
import { createGuard } from './guard.ts';
import { groups, planBatch } from './plan-batch.ts';
import type { Batch } from './plan-batch.ts';
import { transaction } from './session.ts';
import type { Session } from './session.ts';

/** Plans every dirty link and carries its step out, batch by batch. Returns how many steps were carried out. */
export async function writeDirty(session: Session): Promise<number> {
  const guard = createGuard(session);
  let after: string | null = null;
  let count = 0;
  for (;;) {
    const from: string | null = after;
    const batch: Batch = await transaction(session, (tx) => planBatch(session, tx, from, guard));
    if (batch.last === null) return count;
    after = batch.last;
    for (const group of groups(session, batch.written, ({ intent }) => intent))
      count += await carryOut(session, group);
    session.ports.onProgress?.({ phase: 'write', done: count });
  }
}
