/**
 * When to come back, as epoch milliseconds: Retry-After in seconds or as a date (RFC 9110, 10.2.3); a minute when it
 * says nothing; an hour at most.
 */
export function retryTime(text: string | undefined, now: number): number {
  const seconds = Number(text);
  const at =
    text === undefined || text === ''
      ? NaN
      : Number.isFinite(seconds)
        ? now + seconds * 1000
        : Date.parse(text);
  return Number.isNaN(at) ? now + 60_000 : Math.min(Math.max(at, now + 1000), now + 3_600_000);
}
