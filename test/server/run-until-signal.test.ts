import { runUntilSignal } from '../../src/server/run-until-signal.ts';

describe('running until a signal comes', () => {
  const handlers = () => ['SIGINT', 'SIGTERM'].map((signal) => process.listeners(signal as 'SIGINT'));
  let before: ReturnType<typeof handlers>;
  beforeEach(() => {
    before = handlers();
  });
  afterEach(() => {
    for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries()) {
      const own = process.listeners(signal).filter((one) => before[index]?.includes(one) !== true);
      for (const handler of own) process.off(signal, handler);
    }
  });

  it('stops once what runs, at the first of several signals', async () => {
    const done: string[] = [];
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    const ended = runUntilSignal(
      () => {
        started();
        return Promise.resolve({
          stop: () => {
            done.push('stopped');
            return Promise.resolve();
          },
        });
      },
      (signal) => done.push(signal),
    );
    await running;
    process.emit('SIGTERM');
    process.emit('SIGINT');
    await ended;
    expect(done).toEqual(['SIGTERM', 'stopped']);
  });

  it('hears of a signal while it starts, and lets the start clean up', async () => {
    const done: string[] = [];
    const start = (cancelled: AbortSignal) => {
      process.emit('SIGINT');
      done.push('cleaned up');
      cancelled.throwIfAborted();
      return Promise.reject(new Error('it went on'));
    };
    await runUntilSignal(start, (signal) => done.push(signal));
    expect(done).toEqual(['SIGINT', 'cleaned up']);
  });

  it('fails when the start fails', async () => {
    const start = () => Promise.reject(new Error('no database'));
    await expect(runUntilSignal(start, () => undefined)).rejects.toThrow('no database');
  });
});
