import type {
  CollectionChoice,
  Conflict,
  ConflictDecision,
  DormantEntry,
  HeldDecision,
  HeldDeletion,
  HistoryEntry,
  Mailbox,
  MailboxAccountInput,
  MailboxCollections,
  MailboxInput,
  MailboxKinds,
  MailboxPatch,
  MailboxQuery,
  MailboxTestResult,
  NotSentDecision,
  NotSentEntry,
  PageOf,
  PageQuery,
  ProgressEvent,
  QuarantineEntry,
  Rehearsal,
  RehearsalItem,
  RehearsalQuery,
} from '../../contract/index.ts';
import type { Caller } from './api.ts';

/** Mailboxes as routes see them. Only a mailbox's owner and administrators see it; for others it does not exist. */
export interface Mailboxes {
  kinds(): MailboxKinds;
  list(caller: Caller, query: MailboxQuery): Promise<PageOf<Mailbox>>;
  find(caller: Caller, id: string): Promise<Mailbox | null>;
  /** Signs in for real. Never throws because of the account: what is wrong is the result. */
  test(account: MailboxAccountInput): Promise<MailboxTestFinding>;
  /** The same with what is stored; notes the result. */
  testStored(caller: Caller, id: string): Promise<MailboxTestFinding>;
  /** Tests first; throws `mailbox-refused` with the account's own code, `mailbox-exists`. */
  create(caller: Caller, id: string, input: MailboxInput): Promise<Mailbox>;
  /** Tests first when account data change. Throws as `create`, `version-changed`, `not-found`. */
  update(caller: Caller, id: string, version: string, patch: MailboxPatch): Promise<Mailbox>;
  /** Disconnects: forgets the account and removes nothing on either side. */
  remove(caller: Caller, id: string, version: string): Promise<void>;
  /** The account's calendars as they are now, and which are chosen. */
  collections(caller: Caller, id: string): Promise<MailboxCollections>;
  /** Throws `collection-unknown`. */
  choose(caller: Caller, id: string, choice: CollectionChoice): Promise<MailboxCollections>;
  /** Asks for a pump now. Throws `mailbox-paused`. */
  synchronise(caller: Caller, id: string): Promise<Mailbox>;
  progress(caller: Caller, id: string): Promise<ProgressEvent | null>;
  /** Calls back whenever the progress may have changed; returns how to stop. */
  watch(id: string, onChange: () => void): () => void;
  history(caller: Caller, id: string, query: PageQuery & { linkId?: string }): Promise<PageOf<HistoryEntry>>;
  held(caller: Caller, id: string, query: PageQuery): Promise<PageOf<HeldDeletion>>;
  /** Throws `link-not-held`. */
  decideHeld(caller: Caller, id: string, linkId: string, decision: HeldDecision['decision']): Promise<void>;
  quarantine(caller: Caller, id: string, query: PageQuery): Promise<PageOf<QuarantineEntry>>;
  /** Throws `link-not-quarantined`. */
  retry(caller: Caller, id: string, linkId: string): Promise<void>;
  notSent(caller: Caller, id: string, query: PageQuery): Promise<PageOf<NotSentEntry>>;
  /** What is left alone, for the owner alone; throws `not-allowed`. */
  dormant(caller: Caller, id: string, query: PageQuery): Promise<PageOf<DormantEntry>>;
  /** Of what waits because it looks like something else: it is a thing of its own. Throws `link-not-alike`, `not-allowed`. */
  setApart(caller: Caller, id: string, linkId: string): Promise<void>;
  /** How the last rehearsal stands. */
  rehearsal(caller: Caller, id: string): Promise<Rehearsal>;
  /** Begins one. Throws `mailbox-not-paused`, `rehearsal-running`. */
  rehearse(caller: Caller, id: string): Promise<Rehearsal>;
  /** What it has found; titles for the owner alone. */
  rehearsalItems(caller: Caller, id: string, query: RehearsalQuery): Promise<PageOf<RehearsalItem>>;
  conflicts(caller: Caller, id: string, query: PageQuery): Promise<PageOf<Conflict>>;
  /** For the owner alone; throws `not-allowed`, `not-found`, `conflict-not-usable`, and what an edit may throw. */
  decideConflict(
    caller: Caller,
    id: string,
    conflictId: string,
    decision: ConflictDecision['decision'],
  ): Promise<void>;
  /** Throws `link-not-waiting`. */
  decideNotSent(
    caller: Caller,
    id: string,
    linkId: string,
    decision: NotSentDecision['decision'],
  ): Promise<void>;
}

/** A test's result before its sentence is put into the request's language. */
export type MailboxTestFinding = Omit<MailboxTestResult, 'detail'>;
