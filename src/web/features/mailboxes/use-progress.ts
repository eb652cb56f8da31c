import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ProgressEvent } from '../../../contract/index.ts';
import { progressAddress } from '../../api/mailboxes.ts';
import { mailboxKeys, mergeMailbox } from './use-mailbox.ts';

/** How far the running synchronisation is; null when none runs. */
export interface Running {
  readonly phase: ProgressEvent['phase'];
  readonly done: number;
}

/**
 * Follows a mailbox's synchronisation live (server-sent events). What arrives is laid over the loaded mailbox; when a
 * run ends, its lists are asked for anew. If the stream can't be had, the mailbox is asked for every few seconds.
 */
export function useProgress(id: string, enabled: boolean): Running | null {
  const queries = useQueryClient();
  const [running, setRunning] = useState<Running | null>(null);
  useEffect(() => {
    if (!enabled) return;
    let wasRunning = false;
    let polling: ReturnType<typeof setInterval> | undefined;
    const refresh = () => queries.invalidateQueries({ queryKey: mailboxKeys.one(id) });
    const stream = new EventSource(progressAddress(id));
    stream.addEventListener('progress', (message: MessageEvent<string>) => {
      const { state, counts, lastError, lastPumpAt, nextPumpAt, phase, done } = JSON.parse(
        message.data,
      ) as ProgressEvent;
      mergeMailbox(queries, id, { state, counts, lastError, lastPumpAt, nextPumpAt });
      const isRunning = state === 'running';
      setRunning(isRunning ? { phase, done } : null);
      if (wasRunning && !isRunning) {
        void queries.invalidateQueries({ queryKey: mailboxKeys.items(id) });
        void queries.invalidateQueries({ queryKey: ['appointments'] });
      }
      wasRunning = isRunning;
    });
    stream.addEventListener('error', () => {
      setRunning(null);
      if (stream.readyState === EventSource.CLOSED) polling ??= setInterval(() => void refresh(), 5_000);
    });
    return () => {
      stream.close();
      clearInterval(polling);
    };
  }, [id, enabled, queries]);
  return running;
}
