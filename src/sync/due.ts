import type { IntentRecord } from './ports.ts';

/** Open intents by whether their call is certainly over: before that nobody looks what became of it. */
export function byDue(
  open: readonly IntentRecord[],
  now: number,
): { readonly due: readonly IntentRecord[]; readonly early: readonly IntentRecord[] } {
  return {
    due: open.filter(({ deadline }) => deadline <= now),
    early: open.filter(({ deadline }) => deadline > now),
  };
}
