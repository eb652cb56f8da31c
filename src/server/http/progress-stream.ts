import type { FastifyBaseLogger } from 'fastify';
import type { ProgressEvent } from '../../contract/index.ts';
import type { Caller } from './api.ts';
import type { SendEvent } from './event-stream.ts';
import type { Mailboxes } from './mailbox-services.ts';

/** What is followed, for whom. */
export interface FollowedProgress {
  readonly mailboxes: Pick<Mailboxes, 'progress' | 'watch'>;
  readonly caller: Caller;
  readonly id: string;
  readonly first: ProgressEvent;
  readonly log: FastifyBaseLogger;
}

/**
 * Sends the mailbox's progress now and whenever it changed. While one look is under way further hints are gathered
 * into one more look, so a busy pump doesn't turn into a busy database. Returns how to stop.
 */
export function followProgress(
  { mailboxes, caller, id, first, log }: FollowedProgress,
  send: SendEvent,
): () => void {
  let stopped = false;
  // Since nobody was looking.
  let hints = 0;
  const look = async () => {
    hints += 1;
    if (hints > 1) return;
    let seen: number;
    do {
      seen = hints;
      const progress = await mailboxes.progress(caller, id);
      if (!stopped && progress !== null) send('progress', progress);
    } while (seen < hints && !stopped);
    hints = 0;
  };
  send('progress', first);
  const stop = mailboxes.watch(id, () => {
    look().catch((error: unknown) => {
      hints = 0;
      log.warn({ code: error instanceof Error ? error.message : 'unknown' }, 'progress could not be read');
    });
  });
  return () => {
    stopped = true;
    stop();
  };
}
