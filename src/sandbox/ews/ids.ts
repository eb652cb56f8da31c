import { createHash } from 'node:crypto';
import type { User } from '../groupware/model.ts';
import { ItemProblem } from './item-problem.ts';

/** What an item id stands for: ids are the groupware's. */
export type ItemTarget =
  | { readonly kind: 'event'; readonly id: string }
  /** Original start of the occurrence, epoch milliseconds. */
  | { readonly kind: 'occurrence'; readonly id: string; readonly at: number }
  | { readonly kind: 'message'; readonly id: string };

/** What a folder id stands for: a calendar, a mail folder, or one of the two that hold all others. */
export type FolderTarget =
  | { readonly kind: 'calendar'; readonly id: string }
  | { readonly kind: 'mail'; readonly id: string }
  | { readonly kind: 'top'; readonly id: 'root' | 'msgfolderroot' };

/** With so many bytes an item id has 152 characters, as Exchange's have; clients look at that. */
const ITEM_BYTES = 114;
const FOLDER_BYTES = 90;
/** So that ids begin with AAMkA and AQMkA, as they do in the wild. */
const ITEM_MARK = Buffer.from([0x00, 0x03, 0x24, 0x00]);
const FOLDER_MARK = Buffer.from([0x01, 0x03, 0x24, 0x00]);
const MAILBOX_BYTES = 16;
const SUM_BYTES = 4;

/** The id of an item in a user's mailbox; the same for ever. */
export function itemId(user: User, target: ItemTarget): string {
  const at = target.kind === 'occurrence' ? `@${String(target.at)}` : '';
  return packed(ITEM_MARK, user, `${target.kind}:${target.id}${at}`, ITEM_BYTES);
}

/** What an item id stands for. Not ours: ErrorInvalidIdMalformed; another mailbox's: ErrorItemNotFound. */
export function itemTarget(user: User, id: string): ItemTarget {
  const payload = unpacked(ITEM_MARK, user, id, 'ErrorItemNotFound');
  const match = /^(event|occurrence|message):(.*?)(?:@(-?\d+))?$/.exec(payload);
  const [, kind, inner = '', at] = match ?? [];
  if (kind === 'event' || kind === 'message') return { kind, id: inner };
  if (kind === 'occurrence' && at !== undefined) return { kind, id: inner, at: Number(at) };
  throw malformed();
}

/** The id of a folder in a user's mailbox; the same for ever. */
export function folderId(user: User, { kind, id }: FolderTarget): string {
  return packed(FOLDER_MARK, user, `${kind}:${id}`, FOLDER_BYTES);
}

/** What a folder id stands for. Not ours: ErrorInvalidIdMalformed; another mailbox's: ErrorFolderNotFound. */
export function folderTarget(user: User, id: string): FolderTarget {
  const payload = unpacked(FOLDER_MARK, user, id, 'ErrorFolderNotFound');
  const colon = payload.indexOf(':');
  const kind = payload.slice(0, colon);
  const inner = payload.slice(colon + 1);
  if (kind === 'calendar' || kind === 'mail') return { kind, id: inner };
  if (kind === 'top' && (inner === 'root' || inner === 'msgfolderroot')) return { kind, id: inner };
  throw malformed();
}

/** The change key of a version. */
export function changeKey(kind: ItemTarget['kind'] | 'folder', version: number): string {
  const bytes = Buffer.alloc(30);
  bytes[0] = { event: 0x0f, occurrence: 0x0f, message: 0x09, folder: 0x01 }[kind];
  bytes[4] = 0x16;
  bytes.writeBigUInt64BE(BigInt(version), 22);
  return bytes.toString('base64');
}

/** The version in a change key. Not one of ours: ErrorInvalidChangeKey. */
export function versionIn(key: string): number {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 30 || bytes[4] !== 0x16) {
    throw new ItemProblem('ErrorInvalidChangeKey', 'The change key is invalid.');
  }
  return Number(bytes.readBigUInt64BE(22));
}

function packed(mark: Buffer, user: User, payload: string, length: number): string {
  const text = Buffer.from(payload);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(text.length);
  const body = Buffer.concat([mark, mailboxMark(user), size, text]);
  const filler = Buffer.alloc(Math.max(0, length - SUM_BYTES - body.length));
  const whole = Buffer.concat([body, filler]);
  return Buffer.concat([whole, sumOf(whole)]).toString('base64');
}

function unpacked(mark: Buffer, user: User, id: string, missing: string): string {
  const bytes = Buffer.from(id, 'base64');
  const whole = bytes.subarray(0, -SUM_BYTES);
  if (id === '' || bytes.length < mark.length + MAILBOX_BYTES + 2 + SUM_BYTES) throw malformed();
  if (!whole.subarray(0, mark.length).equals(mark) || !sumOf(whole).equals(bytes.subarray(-SUM_BYTES)))
    throw malformed();
  const start = mark.length + MAILBOX_BYTES;
  if (!whole.subarray(mark.length, start).equals(mailboxMark(user))) {
    throw new ItemProblem(missing, 'The specified object was not found in the store.');
  }
  const length = whole.readUInt16BE(start);
  return whole.subarray(start + 2, start + 2 + length).toString('utf8');
}

function malformed(): ItemProblem {
  return new ItemProblem('ErrorInvalidIdMalformed', 'Id is malformed.');
}

function mailboxMark(user: User): Buffer {
  return createHash('sha256').update(`mailbox ${user.name}`).digest().subarray(0, MAILBOX_BYTES);
}

function sumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, SUM_BYTES);
}
