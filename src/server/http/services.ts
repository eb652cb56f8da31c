import type { Readable } from 'node:stream';
import type {
  Appointment,
  AppointmentInput,
  AppointmentLinks,
  AppointmentPatch,
  AppointmentQuery,
  AppointmentSplit,
  Company,
  CompanyInput,
  CompanyPatch,
  Conflict,
  ItemDecisionInput,
  ItemInView,
  ItemSave,
  ItemView,
  Matter,
  MatterInput,
  MatterPatch,
  Message,
  MessageSummary,
  Occurrences,
  Opportunity,
  OpportunityInput,
  OpportunityPatch,
  PageOf,
  PageQuery,
  Person,
  PersonInput,
  PersonPatch,
  RecordHits,
  RecordListQuery,
  RecordRef,
  RecordType,
  User,
  UserInput,
  UserPatch,
} from '../../contract/index.ts';
import type { Caller } from './api.ts';

/**
 * What routes ask of the rest of the server, in the contract's own shapes. All of it is done in the name of a caller:
 * what they may not see does not exist for them (null, `not-found`). Failures are ProblemErrors.
 */

/** Records of one type. */
export interface Records<T, Input, Patch> {
  list(caller: Caller, query: RecordListQuery): Promise<PageOf<T>>;
  find(caller: Caller, id: string): Promise<T | null>;
  /** `id` is the id that it gets; if it exists already, and is the caller's, that one is answered. */
  create(caller: Caller, id: string, input: Input): Promise<T>;
  /** Throws `version-changed`, `not-found`, `not-allowed`. */
  update(caller: Caller, id: string, version: string, patch: Patch): Promise<T>;
  /** Marks it deleted. */
  remove(caller: Caller, id: string, version: string): Promise<void>;
}

/** Users, seen from outside their own accounts. */
export interface Users {
  list(query: PageQuery): Promise<PageOf<User>>;
  find(id: string): Promise<User | null>;
  /** Throws `username-taken`, `email-taken`. */
  create(id: string, input: UserInput): Promise<User>;
  /** Throws `version-changed`, `last-administrator`, `email-taken`, `not-found`. */
  update(id: string, version: string, patch: UserPatch): Promise<User>;
  /** The user whom name and password belong to, or null after the same work. Inactive users are null. */
  signIn(username: string, password: string): Promise<User | null>;
  /** Whether it is this user's password. */
  checkPassword(id: string, password: string): Promise<boolean>;
  setPassword(id: string, password: string): Promise<void>;
}

/** Appointments beside what they share with other records. */
export interface Appointments extends Omit<Records<Appointment, AppointmentInput, AppointmentPatch>, 'list'> {
  list(caller: Caller, query: AppointmentQuery): Promise<PageOf<Appointment>>;
  /** Those linked to a record that the caller may see; throws `not-found` for other records. */
  listOf(caller: Caller, record: RecordRef, query: PageQuery): Promise<PageOf<Appointment>>;
  occurrences(caller: Caller, query: OccurrenceRange): Promise<Occurrences>;
  /**
   * Cuts a series at an occurrence: a new one with this id (UUIDv7) begins there, and is returned. Throws `not-found`,
   * `not-allowed`, `version-changed`, `series-not-split`, `invalid`, `event-refused`.
   */
  split(
    caller: Caller,
    id: string,
    newId: string,
    version: string | null,
    body: AppointmentSplit,
  ): Promise<Appointment>;
  /** What did not prevail in mailboxes that carry it; of others' mailboxes without what it was. Throws `not-found`. */
  conflicts(caller: Caller, id: string, query: PageQuery): Promise<PageOf<Conflict>>;
  links(caller: Caller, id: string): Promise<AppointmentLinks>;
  /** Both idempotent; throw `not-found`, `reference-unknown`, `not-allowed`. */
  link(caller: Caller, id: string, record: RecordRef): Promise<AppointmentLinks>;
  unlink(caller: Caller, id: string, record: RecordRef): Promise<AppointmentLinks>;
}

/** A range of time, end exclusive. */
export interface OccurrenceRange {
  readonly from: Date;
  readonly to: Date;
  readonly userId: string | null;
  readonly limit: number;
}

/** Search across types. */
export type Search = (
  caller: Caller,
  text: string,
  types: readonly RecordType[],
  limit: number,
) => Promise<RecordHits>;

/** The CRM's records. */
export interface RecordServices {
  readonly companies: Records<Company, CompanyInput, CompanyPatch>;
  readonly persons: Records<Person, PersonInput, PersonPatch>;
  readonly opportunities: Records<Opportunity, OpportunityInput, OpportunityPatch>;
  readonly matters: Records<Matter, MatterInput, MatterPatch>;
  readonly appointments: Appointments;
  readonly search: Search;
}

/**
 * What stands open in a caller's mail client. Every save has an id and may be asked for twice under it. Saves throw
 * `item-unsaved`, `item-is-draft`, `item-not-found`, `no-mailbox-for-mails`, `reference-unknown`, and a mailbox' own
 * errors as 503.
 */
export interface Items {
  view(caller: Caller, item: ItemInView): Promise<ItemView>;
  /** All of the records or none; a link that exists stays with who linked it. */
  link(caller: Caller, saveId: string, item: ItemInView, records: readonly RecordRef[]): Promise<ItemSave>;
  unlink(caller: Caller, saveId: string, item: ItemInView, records: readonly RecordRef[]): Promise<ItemSave>;
  /** Throws `nothing-linked-before`. */
  linkAsLast(caller: Caller, saveId: string, item: ItemInView): Promise<ItemSave>;
  mark(caller: Caller, saveId: string, item: ItemInView, synchronise: boolean): Promise<ItemSave>;
  /** Of a meeting that is not sent: tell its participants, or leave it; answers how it stands then. Throws `link-not-waiting`. */
  decideNotSent(caller: Caller, item: ItemInView, decision: ItemDecisionInput['decision']): Promise<ItemView>;
  /** Takes a save of the caller's back, once, within a day. Throws `not-found`, `save-not-undoable`. */
  undo(caller: Caller, saveId: string): Promise<void>;
  /** Never suggests the record to the caller again; idempotent. Throws `not-found`. */
  dismiss(caller: Caller, record: RecordRef): Promise<void>;
  suggestAgain(caller: Caller, record: RecordRef): Promise<void>;
}

/** Something to download. */
export interface MessageFile {
  readonly name: string;
  readonly mediaType: string;
  /** A browser may show it in a page of ours. */
  readonly showable: boolean;
  readonly content: Readable | Buffer;
}

/** Mails that were linked; null is what isn't there for the caller. */
export interface Messages {
  find(caller: Caller, id: string): Promise<Message | null>;
  /** Those linked with a record that the caller may see, latest first; throws `not-found` for other records. */
  listOf(caller: Caller, record: RecordRef, query: PageQuery): Promise<PageOf<MessageSummary>>;
  /** The caller's own copy as its server returned it; without one, a witness' copy without Bcc. */
  original(caller: Caller, id: string): Promise<MessageFile | null>;
  attachment(caller: Caller, id: string, index: number): Promise<MessageFile | null>;
  /** The mail is no longer linked with that record; nothing where it isn't. Throws `not-found` for mails that are not the caller's. */
  unlink(caller: Caller, id: string, record: RecordRef): Promise<void>;
}
