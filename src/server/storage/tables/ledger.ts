/** Tables of mailboxes and of the engine's ledger. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled together with its migration
export interface LedgerTables {}
