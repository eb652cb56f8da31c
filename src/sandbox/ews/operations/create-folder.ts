// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createfolder-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderElement } from '../folders/folder-element.ts';
import { displayName, distinguishedName, folderIn, foldersIn, targetOf } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { answerEach, NO_FOLDERS } from '../responses.ts';
import { m, messageChild, typeText } from '../xml.ts';

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['Folder', 'IPF.Note'],
  ['CalendarFolder', 'IPF.Appointment'],
  ['ContactsFolder', 'IPF.Contact'],
  ['TasksFolder', 'IPF.Task'],
]);

/** Makes folders in a folder: a calendar for appointments, a mail folder for anything else. */
export function createFolder(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const holder = messageChild(request, 'ParentFolderId');
  const folders = messageChild(request, 'Folders')?.children ?? [];
  return answerEach(
    'CreateFolder',
    folders,
    (wanted) => {
      if (holder === undefined) throw new ItemProblem('ErrorInvalidRequest', 'ParentFolderId is missing.');
      const made = make(context, folderIn(context, holder), wanted);
      return [m('Folders', folderElement(context, made, { base: 'IdOnly', additional: [] }))];
    },
    [NO_FOLDERS],
  );
}

function make(context: EwsContext, parent: Folder, wanted: XmlElement): Folder {
  const { groupware, user } = context;
  const name = typeText(wanted, 'DisplayName') ?? '';
  const folderClass = typeText(wanted, 'FolderClass') ?? CLASSES.get(wanted.name);
  if (name === '') throw new ItemProblem('ErrorFolderSavePropertyError', 'A folder needs a DisplayName.');
  if (folderClass === undefined)
    throw new ItemProblem('ErrorInvalidRequest', `${wanted.name} is not offered here.`);
  if (foldersIn(context, parent, false).some((one) => displayName(one) === name)) {
    throw new ItemProblem('ErrorFolderExists', 'A folder with the specified name already exists.');
  }
  const place = placeIn(context, parent);
  if (!folderClass.startsWith('IPF.Appointment')) {
    return {
      kind: 'mail',
      folder: groupware.folders.add({ owner: user.name, name, parent: place, folderClass }),
    };
  }
  const slug = freeSlug(context, name);
  return {
    kind: 'calendar',
    calendar: groupware.calendars.add({ owner: user.name, slug, name, parent: place }),
  };
}

/** How a new folder remembers where it lies; calendars below the first one and folders at the top need not. */
function placeIn(context: EwsContext, parent: Folder): string | null {
  if (parent.kind === 'calendar')
    return distinguishedName(context, parent) === null ? targetOf(parent).id : null;
  return parent.kind === 'top' ? 'msgfolderroot' : targetOf(parent).id;
}

function freeSlug(context: EwsContext, name: string): string {
  const { groupware, user } = context;
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'calendar';
  for (let round = 1; ; round += 1) {
    const slug = round === 1 ? base : `${base}-${String(round)}`;
    if (groupware.calendars.find(user.name, slug) === undefined) return slug;
  }
}
