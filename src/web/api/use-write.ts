import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { Problem } from './problems.ts';

/** How a write is repeated safely: the same input gets the same key until it has succeeded. */
export interface Attempt {
  readonly idempotencyKey: string;
}

export interface WriteSettings<Input, Result> {
  /** Sends the write. */
  readonly write: (input: Input, attempt: Attempt) => Promise<Result>;
  /** Keys of the queries that it changes; they are asked again. */
  readonly changes: readonly (readonly unknown[])[];
  readonly onSuccess?: (result: Result, input: Input) => void;
}

/**
 * A write under an Idempotency-Key. A double click, a repeat after a lost answer and a repeat after an error send the
 * same key for the same input; a changed input, or the next write after a success, gets a new one.
 */
export function useWrite<Input, Result>(
  settings: WriteSettings<Input, Result>,
): UseMutationResult<Result, Error, Input> {
  const queries = useQueryClient();
  const last = useRef<{ readonly input: string; readonly key: string } | null>(null);
  return useMutation<Result, Error, Input>({
    // A write must never wait in silence for the network: it fails visibly, and what was typed stays.
    networkMode: 'always',
    retry: false,
    mutationFn: (input) => {
      const text = JSON.stringify(input ?? null);
      if (last.current?.input !== text) last.current = { input: text, key: crypto.randomUUID() };
      return settings.write(input, { idempotencyKey: last.current.key });
    },
    onSuccess: async (result, input) => {
      last.current = null;
      settings.onSuccess?.(result, input);
      await Promise.all(settings.changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      // A refusal is certain: the next try is a new one. After silence or a crash the key must stay.
      if (error instanceof Problem && error.status < 500) last.current = null;
    },
  });
}
