import type { ColumnType, Generated } from 'kysely';

/** Tables of people's accounts. */
export interface AccountTables {
  users: UserTable;
}

/** A person who may sign in. */
export interface UserTable {
  /** UUIDv7, made by the application. */
  id: string;
  /** Unique; compared in lower case. */
  username: string;
  display_name: string;
  /** Unique; compared in lower case. */
  email: string | null;
  /** Calendar user addresses, canonical (`mailto:` in lower case). */
  addresses: Generated<string[]>;
  role: Generated<'user' | 'admin'>;
  /** Null: can't sign in with a password. */
  password_hash: string | null;
  /** BCP 47 language tag. */
  locale: Generated<string>;
  /** IANA name. */
  time_zone: Generated<string>;
  /** Inactive users can't sign in. */
  active: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  /** Raised by one at each change; the ETag of the API. */
  version: ColumnType<string, number | string | undefined, number | string>;
}
