import type { Observation } from './ports.ts';

const LIVING: readonly Observation['state'][] = ['present', 'unread', 'missing'];

/** Whether something is, as far as anybody knows, still where it was. */
export function mayLive({ state }: Observation): boolean {
  return LIVING.includes(state);
}
