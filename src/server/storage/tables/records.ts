/** Tables of the built-in CRM's records. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled together with its migration
export interface RecordTables {}
