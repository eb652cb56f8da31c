/** What the folders that everybody has are for. */
export type FolderRole =
  'inbox' | 'drafts' | 'sentitems' | 'deleteditems' | 'outbox' | 'junkemail' | 'contacts' | 'tasks';

/** Folders that everybody has, with the names that people see. */
export const ROLES: ReadonlyMap<FolderRole, string> = new Map([
  ['inbox', 'Inbox'],
  ['drafts', 'Drafts'],
  ['sentitems', 'Sent Items'],
  ['deleteditems', 'Deleted Items'],
  ['outbox', 'Outbox'],
  ['junkemail', 'Junk Email'],
  ['contacts', 'Contacts'],
  ['tasks', 'Tasks'],
]);

/** A folder for messages (or contacts, or tasks). Calendars are none of these. */
export interface MailFolder {
  /** Unique in the groupware, for ever. */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  /** Null: somebody made it. */
  readonly role: FolderRole | null;
  /** Id of the folder in which it lies; null: at the top. */
  readonly parent: string | null;
  /** What it is for, in MAPI's words (IPF.Note and so on). */
  readonly folderClass: string;
}

/** A message in a folder. */
export interface Message {
  /** Unique in the groupware; a message that is moved becomes another one. */
  readonly id: string;
  readonly folderId: string;
  /** RFC 5322, byte for byte as Latin-1: each character is a byte. */
  readonly text: string;
  readonly read: boolean;
  readonly draft: boolean;
  readonly categories: readonly string[];
  /** What clients attached to it, by names of their own. */
  readonly properties: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Never the same twice in one groupware. */
  readonly version: number;
  /** The version in which something else than `read` last changed. */
  readonly contentVersion: number;
  /** Counts items of the groupware, from 1. */
  readonly serial: number;
}

/** What of a message can be changed. */
export type MessageEdit = Partial<Pick<Message, 'text' | 'read' | 'draft' | 'categories' | 'properties'>>;
