// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/requestserverversion,
// https://learn.microsoft.com/en-us/exchange/new-features/build-numbers-and-release-dates
import type { ServerVersion } from './read.ts';

/** The schema versions that we speak, newest first. Newer ones bring nothing that we use. */
const SCHEMA_VERSIONS = ['Exchange2016', 'Exchange2013_SP1'] as const;

/** Codes with which servers refuse a schema version. */
const REFUSALS = new Set([
  'ErrorInvalidServerVersion',
  'ErrorIncorrectSchemaVersion',
  'ErrorInvalidSchemaVersionForMailboxVersion',
  'ErrorWrongServerVersion',
]);

export function isVersionRefusal(code: string): boolean {
  return REFUSALS.has(code);
}

/** Where to begin: what was negotiated before, if we still speak it. */
export function firstVersion(known: string | null): string {
  return SCHEMA_VERSIONS.find((version) => version === known) ?? SCHEMA_VERSIONS[0];
}

/** What to try after a refusal: what the server's own version understands, else the next older; null: nothing left. */
export function olderVersion(current: string, server: ServerVersion | null): string | null {
  if (server?.major != null && server.major < 15) return null;
  const index = SCHEMA_VERSIONS.findIndex((version) => version === current);
  return SCHEMA_VERSIONS[index + 1] ?? null;
}
