import type { Faults } from '../../src/server/memory/faults.ts';
import type { Mangling } from './scenario.ts';

/**
 * What leaves nothing to go by does not happen: a server that drops fields and then hides even that this was its own write.
 * Nobody can tell the two from an edit.
 */
export function bearable(faults: Faults, mangling: Mangling): Faults {
  return mangling.drops ? { ...faults, rewritten: () => false } : faults;
}
