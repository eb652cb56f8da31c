// https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
import type { Calendar, User } from '../../groupware/model.ts';
import type { FolderRole, MailFolder } from '../../groupware/mail/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderTarget } from '../ids.ts';
import type { FolderTarget } from '../ids.ts';
import { ItemProblem } from '../item-problem.ts';
import { typeChild, typeText } from '../xml.ts';

/** A folder of the signed-in user. */
export type Folder =
  | { readonly kind: 'calendar'; readonly calendar: Calendar }
  | { readonly kind: 'mail'; readonly folder: MailFolder }
  | { readonly kind: 'top'; readonly name: 'root' | 'msgfolderroot' };

const ROOT: Folder = { kind: 'top', name: 'root' };
export const TOP: Folder = { kind: 'top', name: 'msgfolderroot' };

const ROLES: readonly string[] = [
  'inbox',
  'drafts',
  'sentitems',
  'deleteditems',
  'outbox',
  'junkemail',
  'contacts',
  'tasks',
] satisfies readonly FolderRole[];

/** The folder that a t:FolderId or t:DistinguishedFolderId means. Not there: ErrorFolderNotFound. */
export function folderOf(context: EwsContext, id: XmlElement): Folder {
  const value = id.attributes['Id'] ?? '';
  if (id.name === 'FolderId') return found(folderAt(context, folderTarget(context.user, value)));
  checkMailbox(context, id);
  return found(distinguished(context, value));
}

/** The folder of a t:TargetFolderId and the like, which holds one id. */
export function folderIn(context: EwsContext, holder: XmlElement): Folder {
  const [id] = holder.children;
  return found(id === undefined ? undefined : folderOf(context, id));
}

/** The folder by what its id stands for, or undefined. */
export function folderAt({ groupware, user }: EwsContext, target: FolderTarget): Folder | undefined {
  if (target.kind === 'top') return { kind: 'top', name: target.id };
  if (target.kind === 'calendar') {
    const calendar = groupware.calendars.of(user.name).find((one) => one.id === target.id);
    return calendar === undefined ? undefined : { kind: 'calendar', calendar };
  }
  const folder = groupware.folders.find(target.id);
  return folder?.owner === user.name ? { kind: 'mail', folder } : undefined;
}

/** What its id stands for. */
export function targetOf(folder: Folder): FolderTarget {
  if (folder.kind === 'top') return { kind: 'top', id: folder.name };
  if (folder.kind === 'calendar') return { kind: 'calendar', id: folder.calendar.id };
  return { kind: 'mail', id: folder.folder.id };
}

/** The name by which clients ask for it without its id, or null. */
export function distinguishedName(context: EwsContext, folder: Folder): string | null {
  if (folder.kind === 'top') return folder.name;
  if (folder.kind === 'mail') return folder.folder.role;
  const standard = context.groupware.calendars.defaultOf(context.user.name);
  return standard?.id === folder.calendar.id ? 'calendar' : null;
}

/** All folders below the root, parents before what is in them. */
export function foldersOf(context: EwsContext): readonly Folder[] {
  const { groupware, user } = context;
  const calendars = groupware.calendars.of(user.name);
  const standard = groupware.calendars.defaultOf(user.name);
  const sorted = [...calendars].sort((a, b) => Number(b.id === standard?.id) - Number(a.id === standard?.id));
  return [
    TOP,
    ...groupware.folders.of(user.name).map((folder): Folder => ({ kind: 'mail', folder })),
    ...sorted.map((calendar): Folder => ({ kind: 'calendar', calendar })),
  ];
}

/** In which folder it lies; null: in none. */
export function parentOf(context: EwsContext, folder: Folder): Folder | null {
  if (folder.kind === 'top') return folder.name === 'root' ? null : ROOT;
  const parent = folder.kind === 'mail' ? folder.folder.parent : folder.calendar.parent;
  if (parent !== null) {
    if (parent === 'msgfolderroot') return TOP;
    return (
      folderAt(context, { kind: 'mail', id: parent }) ??
      folderAt(context, { kind: 'calendar', id: parent }) ??
      TOP
    );
  }
  // Calendars beside the first are its children, as Outlook makes them.
  const standard = context.groupware.calendars.defaultOf(context.user.name);
  if (folder.kind === 'mail' || standard === undefined || standard.id === folder.calendar.id) return TOP;
  return { kind: 'calendar', calendar: standard };
}

/** What lies in it: directly, or at any depth. */
export function foldersIn(context: EwsContext, folder: Folder, deep: boolean): readonly Folder[] {
  const wanted = keyOf(folder);
  return foldersOf(context).filter((one) => {
    for (let up = parentOf(context, one); up !== null; up = deep ? parentOf(context, up) : null) {
      if (keyOf(up) === wanted) return true;
    }
    return false;
  });
}

/** A string that only this folder has. */
export function keyOf(folder: Folder): string {
  const { kind, id } = targetOf(folder);
  return `${kind}:${id}`;
}

/** What its name says to people. */
export function displayName(folder: Folder): string {
  if (folder.kind === 'calendar') return folder.calendar.name;
  if (folder.kind === 'mail') return folder.folder.name;
  return folder.name === 'root' ? 'root' : 'Top of Information Store';
}

function distinguished(context: EwsContext, name: string): Folder | undefined {
  const { groupware, user } = context;
  if (name === 'root' || name === 'msgfolderroot') return { kind: 'top', name };
  if (name === 'calendar') {
    const calendar = groupware.calendars.defaultOf(user.name) ?? addFirst(context);
    return { kind: 'calendar', calendar };
  }
  if (!ROLES.includes(name)) return undefined;
  return { kind: 'mail', folder: groupware.folders.withRole(user.name, name as FolderRole) };
}

/** Every mailbox of Exchange has a calendar, so a user without one gets it. */
function addFirst({ groupware, user }: EwsContext): Calendar {
  return groupware.calendars.add({ owner: user.name, slug: 'calendar', name: 'Calendar' });
}

function checkMailbox({ groupware, user }: EwsContext, id: XmlElement): void {
  const mailbox = typeChild(id, 'Mailbox');
  const address = mailbox === undefined ? undefined : typeText(mailbox, 'EmailAddress');
  if (address === undefined || isAddressOf(user, address)) return;
  if (groupware.users.withAddress(address) === undefined) {
    throw new ItemProblem('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.', {
      SmtpAddress: address,
    });
  }
  throw new ItemProblem('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
}

function isAddressOf(user: User, address: string): boolean {
  return address.toLowerCase() === user.address;
}

function found(folder: Folder | undefined): Folder {
  if (folder !== undefined) return folder;
  throw new ItemProblem('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
}
