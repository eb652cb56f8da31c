import { sql, type Kysely } from 'kysely';
import type { JsonObject } from '../../sync/json.ts';
import type { MailPolicy } from '../../sync/ports.ts';
import {
  DEFAULT_GUARD,
  type Direction,
  type Existing,
  type GuardSettings,
  type Scope,
} from '../../sync/settings.ts';
import { DEFAULT_INTERVAL_SECONDS } from './pump-requests.ts';
import type { PumpError } from './pump-state.ts';
import type { Database } from './tables.ts';

/** What a mailbox's owner decides. */
export interface MailboxSettings {
  /** Connected, and nothing is read or written by itself until its owner or an administrator starts it. */
  readonly paused: boolean;
  readonly direction: Direction;
  readonly privacy: 'out' | 'busy' | 'in';
  /** Which of the mailbox's items get a record: all, or those that the owner marked. */
  readonly scope: Scope;
  /** What becomes of what was in the mailbox, and in the CRM, before the mailbox was connected. */
  readonly existingInMailbox: Existing;
  readonly existingInCrm: Existing;
  /** Canonical addresses of those in whose names the owner keeps calendars; administrators say so. */
  readonly actingFor: readonly string[];
  /** Days before and after today that are synchronised; null: without limit. */
  readonly daysBack: number | null;
  readonly daysAhead: number | null;
  readonly intervalSeconds: number;
  readonly mailPolicy: MailPolicy;
  readonly guard: GuardSettings;
}

/** The settings of a new mailbox. */
export const DEFAULT_MAILBOX_SETTINGS: MailboxSettings = {
  paused: false,
  direction: 'both',
  privacy: 'busy',
  scope: 'all',
  existingInMailbox: 'all',
  existingInCrm: 'all',
  actingFor: [],
  daysBack: null,
  daysAhead: null,
  intervalSeconds: DEFAULT_INTERVAL_SECONDS,
  mailPolicy: 'none',
  guard: DEFAULT_GUARD,
};

/** A mailbox without its password. */
export interface StoredMailbox {
  readonly id: string;
  readonly version: string;
  readonly userId: string;
  readonly kind: string;
  readonly name: string;
  readonly url: string;
  readonly account: string;
  readonly server: string;
  readonly discovered: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
  readonly settings: MailboxSettings;
  /** By kind of item the provider's id of the collection that gets new ones. */
  readonly createIn: Readonly<Record<string, string>>;
  /**
   * `new`: no collection chosen yet. `paused`: its settings say so. `waiting`: for `nextPumpAt`. `queued`, `running`: as they say. `delayed`: failed,
   * repeated by itself at `nextPumpAt`. `stopped`: a person has to do something first.
   */
  readonly state: 'new' | 'paused' | 'waiting' | 'queued' | 'running' | 'delayed' | 'stopped';
  readonly error: PumpError | null;
  readonly lastPumpAt: Date | null;
  readonly nextPumpAt: Date | null;
  /** Until when its server wants to be left alone; null: it does not. */
  readonly quietUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Settings with what is missing filled in. */
export function fullSettings(settings: Partial<MailboxSettings>): MailboxSettings {
  return { ...DEFAULT_MAILBOX_SETTINGS, ...settings };
}

/** Mailboxes that are connected, and whether a worker is at them. */
export function mailboxView(db: Kysely<Database>) {
  return db
    .selectFrom('mailboxes')
    .leftJoin('leases', 'leases.mailbox_id', 'mailboxes.id')
    .selectAll('mailboxes')
    .select(sql<boolean>`coalesce(leases.expires_at > now(), false)`.as('running'))
    .select(sql<boolean>`coalesce(mailboxes.quiet_until > now(), false)`.as('quiet'))
    .where('removed_at', 'is', null);
}

type MailboxRow = NonNullable<Awaited<ReturnType<ReturnType<typeof mailboxView>['executeTakeFirst']>>>;

/** A row as a mailbox. */
export function toMailbox(row: MailboxRow): StoredMailbox {
  return {
    id: row.id,
    version: row.version,
    userId: row.user_id,
    kind: row.kind,
    name: row.name,
    url: row.url,
    account: row.account,
    server: row.server,
    discovered: row.discovered,
    addresses: row.addresses,
    settings: fullSettings(row.settings),
    createIn: row.create_in,
    state: stateOf(row),
    error: row.error === null ? null : toError(row.error),
    lastPumpAt: row.last_pump_at,
    nextPumpAt: row.next_pump_at,
    quietUntil: row.quiet ? row.quiet_until : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function stateOf(row: MailboxRow): StoredMailbox['state'] {
  if (row.state !== 'new' && row.settings['paused'] === true) return 'paused';
  if (row.running) return 'running';
  if (row.requested_at !== null) return 'queued';
  return row.state === 'ok' ? 'waiting' : row.state;
}

function toError(error: JsonObject): PumpError {
  return error as JsonObject & PumpError;
}
