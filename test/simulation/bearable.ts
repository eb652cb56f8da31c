import type { Faults } from '../../src/server/memory/faults.ts';
import type { Mangling } from './scenario.ts';

/**
 * What leaves nothing to go by does not happen:
 * - A server that drops fields and then hides even that this was its own write: nobody can tell the two from an edit.
 * - A server that leaves items out of its listing and takes a second one of the same UID: nobody knows of the first one.
 */
export function bearable(faults: Faults, mangling: Mangling, twins = false): Faults {
  const page: Faults['page'] = (kind) => {
    const fault = faults.page(kind);
    return fault === 'empty' || fault === 'truncated' ? null : fault;
  };
  return {
    ...faults,
    ...(mangling.drops ? { rewritten: () => false } : {}),
    ...(twins ? { page } : {}),
  };
}
