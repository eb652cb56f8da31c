/** Tables of sessions, tokens and idempotency keys. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled together with its migration
export interface SessionTables {}
