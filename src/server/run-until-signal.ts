/** The reason of an abort that a person asked for. */
class StopAsked extends Error {
  constructor() {
    super('Asked to stop');
    this.name = 'StopAsked';
  }
}

/** Something that runs until it is stopped. */
interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts something and stops it on SIGINT or SIGTERM; resolves once it has stopped. A signal that comes while it is
 * still starting aborts `cancelled`: `start` then throws the signal's reason (`throwIfAborted`) after it has stopped what
 * it had started. `onStopping` hears of the first signal only; later ones change nothing. Rejects when starting or
 * stopping fails.
 */
export async function runUntilSignal(
  start: (cancelled: AbortSignal) => Promise<Stoppable>,
  onStopping: (signal: string) => void,
): Promise<void> {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (controller.signal.aborted) return;
        onStopping(signal);
        controller.abort(new StopAsked());
        resolve();
      });
    }
  });
  let running: Stoppable;
  try {
    running = await start(controller.signal);
  } catch (error) {
    if (error instanceof StopAsked) return;
    throw error;
  }
  await asked;
  await running.stop();
}
