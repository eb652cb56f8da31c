import type { Faults } from '../../src/server/memory/faults.ts';
import type { Mangling } from './scenario.ts';

/** A server that drops fields and then hides even that this was its own write leaves nothing to tell them from edits. */
export function bearable(faults: Faults, mangling: Mangling): Faults {
  return mangling.drops ? { ...faults, rewritten: () => false } : faults;
}
