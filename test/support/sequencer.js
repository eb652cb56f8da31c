import Sequencer from '@jest/test-sequencer';

/** Where files take long. Within each, and after them, jest's own order. */
const LONG = ['simulation', 'web', 'whole', 'sandbox/outlook-web', 'taskpane', 'server/jobs', 'demo'];

/**
 * Begins with what takes longest, so that no worker is alone at the end. Jest does so by itself with what it has run
 * before; on a fresh clone it knows only how large the files are.
 */
export default class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.some(({ duration }) => duration !== undefined)
      ? sorted
      : sorted.sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ path }) {
  const index = LONG.findIndex((folder) => path.includes(`/test/${folder}/`));
  return index === -1 ? LONG.length : index;
}
