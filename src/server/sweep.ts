const HOUR = 3_600_000;

/** Something that grows old: sessions, idempotency keys, logs. */
export interface Sweepable {
  /** Forgets what is too old. */
  sweep(now: Date): Promise<void>;
}

/** Sweeps all of them now and every hour; returns how to stop. */
export function sweepRegularly(
  places: readonly Sweepable[],
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const sweep = () => {
    for (const place of places) place.sweep(now()).catch(onError);
  };
  sweep();
  const timer = setInterval(sweep, HOUR);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
