import { nextPump } from '../../../src/server/storage/pump-state.ts';

const NOW = Date.UTC(2026, 10, 21);
const error = { code: 'host-unreachable', parameters: {} };

describe('when a mailbox is pumped again', () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [6, 64_000],
    [11, 2_048_000],
    [12, 3_600_000],
    [40, 3_600_000],
  ])('after failure %i in a row: %i ms', (failures, delay) => {
    expect(nextPump({ type: 'failed', error, retryAt: null }, failures, 300_000, NOW)).toBe(NOW + delay);
  });

  it('is no sooner than the provider asked for', () => {
    expect(nextPump({ type: 'failed', error, retryAt: NOW + 90_000 }, 1, 300_000, NOW)).toBe(NOW + 90_000);
  });

  it('is after its interval, or when something waits for it', () => {
    expect(nextPump({ type: 'done', retryAt: null, notice: null }, 0, 300_000, NOW)).toBe(NOW + 300_000);
    expect(nextPump({ type: 'done', retryAt: NOW + 5_000, notice: null }, 0, 300_000, NOW)).toBe(NOW + 5_000);
    expect(nextPump({ type: 'done', retryAt: NOW - 5_000, notice: null }, 0, 300_000, NOW)).toBe(NOW);
  });

  it('is never when a person has to do something first', () => {
    expect(nextPump({ type: 'stopped', error }, 1, 300_000, NOW)).toBeNull();
  });
});
