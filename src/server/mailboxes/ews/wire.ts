/**
 * The operations of EWS that the adapter uses, as functions. What they say in XML is known in calls/ alone; what an item
 * contains is known by the mapping alone: here an item is an Element (`CalendarItem` with its properties).
 *
 * Errors are SyncErrors. One thrown concerns the whole call; one in an Outcome concerns that item alone. A call that
 * only reads throws Throttled, Unavailable and Denied (`mailbox`) wherever the server said it; one that writes reports
 * them with the item, because others of the batch may have been written.
 */
import type { SyncError } from '../../../sync/errors.ts';
import type { CallContext } from '../../../sync/ports.ts';
import type { MailboxEnvironment } from '../provider.ts';
import type { ItemCreation } from './calls/create-item.ts';
import type { ItemDeletion } from './calls/delete-item.ts';
import type { FolderQuestion } from './calls/find-folder.ts';
import type { FoldersQuestion, ItemQuestion } from './calls/find-item.ts';
import type { MessageItem } from './calls/get-message.ts';
import type { Availability, AvailabilityQuestion } from './calls/get-user-availability.ts';
import type { Element } from './element.ts';
import type { FieldChange, ItemShape, Shape } from './fields.ts';

/** An item in one version. */
export interface ItemId {
  readonly id: string;
  /** Null: whatever version it is in. */
  readonly changeKey: string | null;
}

/** An item to be read or deleted: by its id, or an occurrence seen from its series. */
export type ItemRef =
  | ItemId
  /** OccurrenceItemId; `instance` counts from 1, deleted occurrences included. */
  | { readonly master: ItemId; readonly instance: number }
  /** RecurringMasterItemId: the series of this occurrence. */
  | { readonly occurrence: ItemId };

/** A folder by its id or by its well-known name: `calendar`, `msgfolderroot`, `deleteditems`. */
export type FolderRef = { readonly id: string } | { readonly distinguished: string };

/** What became of one request of a batch, in the order of the batch. */
export type Outcome<T> =
  | ({ readonly ok: true } & T)
  | {
      readonly ok: false;
      readonly error: SyncError;
      /** Exchange's own name of it (`ErrorItemNotFound`); `''` when the server said nothing. */
      readonly responseCode: string;
    };

/** `item` is what the answer says of it: rarely more than its ItemId. */
export type WrittenItem = Outcome<{ readonly id: ItemId; readonly item: Element }>;

/** One line of a synchronisation answer. `item` in the shape asked for; never its body. */
export type ItemChange =
  | { readonly type: 'create' | 'update'; readonly id: ItemId; readonly item: Element }
  | { readonly type: 'delete'; readonly id: string }
  | { readonly type: 'read-flag'; readonly id: ItemId; readonly isRead: boolean };

export type FolderChange =
  | { readonly type: 'create' | 'update'; readonly id: string; readonly folder: Element }
  | { readonly type: 'delete'; readonly id: string };

/** A page of changes. `last`: there is nothing more behind `syncState`. */
export interface SyncPage<T> {
  readonly changes: readonly T[];
  readonly syncState: string;
  readonly last: boolean;
}

/** A page of a search. `next`: where to go on, null at the end. `total`: what the server says, or null. */
export interface FoundPage {
  readonly elements: readonly Element[];
  readonly next: number | null;
  readonly total: number | null;
}

/** Whom a write mails. `SendToNone` unless the step's mail policy says otherwise. */
export type MeetingMail =
  | 'SendToNone'
  | 'SendOnlyToAll'
  | 'SendToAllAndSaveCopy'
  /** UpdateItem only. */
  | 'SendToChangedAndSaveCopy';

export interface ItemUpdate {
  /** With the change key that it must still have. */
  readonly item: ItemRef;
  /** `CalendarItem`, `Task`, `Contact`, `Message`: what the properties are set on. */
  readonly element: string;
  readonly changes: readonly FieldChange[];
}

/** A person or list that a name stands for. */
export interface ResolvedName {
  readonly name: string;
  /** As given: an SMTP address, mostly. */
  readonly address: string;
  readonly routingType: string;
  readonly mailboxType: string;
  /** All SMTP addresses that the directory tells, the main one among them; none for who isn't in it. */
  readonly aliases: readonly string[];
}

/** What the mapping uses. Every call is one request; how many items a batch may hold is said at each. */
export interface EwsCalls {
  /** Outcome per folder (`Folder`, `CalendarFolder`), in the order asked. */
  getFolder(
    folders: readonly FolderRef[],
    shape: Shape,
    context: CallContext,
  ): Promise<readonly Outcome<{ readonly folder: Element }>[]>;

  /** Folders below one, at every depth with `Deep`. At most 1000 a page. */
  findFolder(question: FolderQuestion, context: CallContext): Promise<FoundPage>;

  /** Throws CursorLost when the state isn't known (any more); null begins. */
  syncFolderHierarchy(
    root: FolderRef,
    syncState: string | null,
    shape: Shape,
    context: CallContext,
  ): Promise<SyncPage<FolderChange>>;

  /** At most 512 changes a page. Throws CursorLost, Gone `collection-gone`. Shapes can't hold bodies or attendees here. */
  syncFolderItems(
    folder: FolderRef,
    syncState: string | null,
    shape: ItemShape,
    context: CallContext,
  ): Promise<SyncPage<ItemChange>>;

  /** At most 125. Gone when it isn't there; Malformed when the server can't hand out this one. */
  getItem(
    items: readonly ItemRef[],
    shape: ItemShape,
    context: CallContext,
  ): Promise<readonly Outcome<{ readonly item: Element }>[]>;

  /** Items of one folder (of the page, when `calendarView` is absent, from `offset`). At most 1000 a page. */
  findItem(question: ItemQuestion, context: CallContext): Promise<FoundPage>;

  /** The same in several folders with one request: the first page of each. At most 250 folders. */
  findItemInFolders(question: FoldersQuestion, context: CallContext): Promise<readonly Outcome<FoundPage>[]>;

  /** One item with its original (MIME). Throws Malformed `mail-too-large`. */
  getMessage(id: string, shape: Shape, context: CallContext): Promise<Outcome<MessageItem>>;

  /**
   * Creates items in a folder; response objects (`AcceptItem`) are items too, and are sent. At most 50. Times need an
   * offset or Z: no time zone is assumed for them.
   */
  createItem(request: ItemCreation, context: CallContext): Promise<readonly WrittenItem[]>;

  /** Sets and deletes single properties. At most 50. Stale when the change key moved on (never overwritten). */
  updateItem(
    request: { readonly updates: readonly ItemUpdate[]; readonly mail: MeetingMail },
    context: CallContext,
  ): Promise<readonly WrittenItem[]>;

  /** At most 50. Not conditional: Exchange ignores change keys here. */
  deleteItem(request: ItemDeletion, context: CallContext): Promise<readonly Outcome<object>[]>;

  /** At most 50. The new id; `id.id` is '' when the server doesn't say (moved to another mailbox). */
  moveItem(items: readonly ItemId[], to: FolderRef, context: CallContext): Promise<readonly WrittenItem[]>;

  /** Whom a name or address stands for; empty when nobody. */
  resolveNames(name: string, context: CallContext): Promise<readonly ResolvedName[]>;

  getUserAvailability(
    question: AvailabilityQuestion,
    context: CallContext,
  ): Promise<readonly Outcome<Availability>[]>;

  /** `TimeZoneDefinition` elements with periods and transitions; all the server knows when no ids are given. */
  getServerTimeZones(windowsIds: readonly string[] | null, context: CallContext): Promise<readonly Element[]>;
}

/** What the wire needs to know of an account. `connect.ts`: `createEws(options)`. */
export interface EwsOptions {
  /** Of Exchange.asmx, as `locateEws` found it. */
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  readonly environment: MailboxEnvironment;
  /** What an earlier connection negotiated (ServerFacts.schemaVersion); null: from the newest on. */
  readonly schemaVersion: string | null;
}

/**
 * Where an account's EWS is. `autodiscover/locate.ts`: `locateEws(account, environment, context)`; what was typed may
 * be a URL, a host name or an e-mail address.
 */
export interface EwsLocation {
  readonly url: URL;
  /** The account's address, if Autodiscover said so. */
  readonly address: string | null;
}

/** What is known of the server after the first answer. */
export interface ServerFacts {
  /** The schema version that requests are made with: `Exchange2016`, `Exchange2013_SP1`. */
  readonly schemaVersion: string;
  /** `15.2.1118` as it says itself; '' when it doesn't. */
  readonly build: string;
}

/** One account's EWS. */
export interface Ews extends EwsCalls {
  /** What was negotiated so far. */
  readonly server: ServerFacts;
  /**
   * Calls back with a folder's id when something may have changed there, and once for each folder after every
   * subscription, so that nothing between two is missed. Streaming where the server allows it, else once a minute.
   * `folders` is asked anew before each subscription. Returns how to stop.
   */
  watch(
    folders: (context: CallContext) => Promise<readonly string[]>,
    onHint: (folderId: string) => void,
  ): () => void;
  /** Ends connections and watching. */
  close(): Promise<void>;
}
