import type { Logger } from 'pino';

/** Logs what failed in the background, by its message alone. */
export function problemLogger(logger: Logger, where: string) {
  return (error: unknown): void => {
    logger.warn(
      { where, problem: error instanceof Error ? error.message : 'unknown' },
      'something failed and is tried again',
    );
  };
}
