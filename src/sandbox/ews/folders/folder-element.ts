// https://learn.microsoft.com/exchange/client-developer/web-service-reference/folder
import { createHash } from 'node:crypto';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { extendedProperty, propertyTag } from '../extended-property.ts';
import { changeKey, folderId } from '../ids.ts';
import { flag, idElement } from '../responses.ts';
import { wants } from '../shape.ts';
import type { FolderShape } from '../shape.ts';
import { made, t, TYPES } from '../xml.ts';
import { displayName, distinguishedName, foldersIn, parentOf, targetOf } from './folder.ts';
import type { Folder } from './folder.ts';

/** MAPI tags that clients ask folders for. */
const LAST_MODIFIED = 0x3008;
const CONTAINER_CLASS = 0x3613;
const COMMIT_TIME_MAX = 0x670a;
const ARTICLE_NUMBER = 0x0e23;

/** t:FolderId, t:ParentFolderId and so on. */
export function folderIdElement(context: EwsContext, name: string, folder: Folder): XmlElement {
  return idElement(
    name,
    folderId(context.user, targetOf(folder)),
    changeKey('folder', folderVersion(folder)),
  );
}

/** t:Folder, t:CalendarFolder, t:ContactsFolder or t:TasksFolder with what the shape asks for, in schema order. */
export function folderElement(context: EwsContext, folder: Folder, shape: FolderShape): XmlElement {
  const parent = parentOf(context, folder);
  const folderClass = classOf(folder);
  const role = distinguishedName(context, folder);
  const counts = countsOf(context, folder);
  const all = wants(shape, '', 'AllProperties');
  const one = (name: string, base: FolderShape['base'], text: string): readonly XmlElement[] =>
    wants(shape, `folder:${name}`, base) ? [t(name, text)] : [];
  return made(TYPES, elementName(folder), {}, [
    folderIdElement(context, 'FolderId', folder),
    ...(parent !== null && wants(shape, 'folder:ParentFolderId', 'AllProperties')
      ? [folderIdElement(context, 'ParentFolderId', parent)]
      : []),
    ...(folderClass === '' ? [] : one('FolderClass', 'AllProperties', folderClass)),
    ...one('DisplayName', 'Default', displayName(folder)),
    ...one('TotalCount', 'Default', String(counts.total)),
    ...one('ChildFolderCount', 'Default', String(foldersIn(context, folder, false).length)),
    ...extendedOf(context, folder, shape),
    ...(wants(shape, 'folder:EffectiveRights', 'AllProperties') ? [rightsOf(folder)] : []),
    ...(role !== null && (all || wants(shape, 'folder:DistinguishedFolderId', 'AllProperties'))
      ? [t('DistinguishedFolderId', role)]
      : []),
    ...(elementName(folder) === 'Folder' ? one('UnreadCount', 'Default', String(counts.unread)) : []),
  ]);
}

/** What a folder is for, in MAPI's words; '' for the two that hold all others. */
function classOf(folder: Folder): string {
  if (folder.kind === 'calendar') return 'IPF.Appointment';
  return folder.kind === 'mail' ? folder.folder.folderClass : '';
}

function elementName(folder: Folder): string {
  const folderClass = classOf(folder);
  if (folderClass.startsWith('IPF.Appointment')) return 'CalendarFolder';
  if (folderClass.startsWith('IPF.Contact')) return 'ContactsFolder';
  return folderClass.startsWith('IPF.Task') ? 'TasksFolder' : 'Folder';
}

/** Names and places change rarely; what changes them shows in this number. */
function folderVersion(folder: Folder): number {
  const text = folder.kind === 'top' ? '' : displayName(folder);
  return createHash('sha256').update(text).digest().readUInt32BE();
}

function countsOf({ groupware, user }: EwsContext, folder: Folder) {
  if (folder.kind === 'top') return { total: 0, unread: 0 };
  if (folder.kind === 'calendar') return { total: groupware.events.in(folder.calendar.id).length, unread: 0 };
  const messages = groupware.messages.in(folder.folder.id);
  const deleted =
    folder.folder.role === 'deleteditems'
      ? groupware.events.in(groupware.calendars.deletedOf(user.name).id).length
      : 0;
  return { total: messages.length + deleted, unread: messages.filter(({ read }) => !read).length };
}

function rightsOf(folder: Folder): XmlElement {
  const write = flag(!(folder.kind === 'calendar' && folder.calendar.readOnly));
  const names = ['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify'];
  return t(
    'EffectiveRights',
    ...names.map((name) => t(name, write)),
    t('Read', 'true'),
    t('ViewPrivateItems', 'true'),
  );
}

/** The end of a folder's history: it grows with everything that happens in it. */
function folderPosition({ groupware }: EwsContext, folder: Folder): number {
  if (folder.kind === 'top') return 0;
  if (folder.kind === 'calendar') return groupware.calendars.feed(folder.calendar.id).end();
  return groupware.messages.feed(folder.folder.id).end();
}

function extendedOf(context: EwsContext, folder: Folder, shape: FolderShape): readonly XmlElement[] {
  return shape.additional.flatMap((path) => {
    if (path.kind !== 'extended') return [];
    const value = extendedValue(context, folder, propertyTag(path.element));
    return value === null ? [] : [extendedProperty(path.element, value)];
  });
}

function extendedValue(context: EwsContext, folder: Folder, tag: number | null): string | null {
  if (tag === CONTAINER_CLASS) return classOf(folder) === '' ? null : classOf(folder);
  const position = folderPosition(context, folder);
  // Positions are at least the milliseconds at which the groupware began, and only grow: a time that tells changes.
  if (tag === LAST_MODIFIED || tag === COMMIT_TIME_MAX) return dateMsText(position);
  return tag === ARTICLE_NUMBER ? String(position % 0x7fffffff) : null;
}

/** Seconds would hide changes that follow one another quickly. */
function dateMsText(position: number): string {
  return new Date(position).toISOString();
}
