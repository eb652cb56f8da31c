// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/folders-and-items-in-ews-in-exchange
import type { CallContext, Collection } from '../../../sync/ports.ts';
import type { Element } from './element.ts';
import { childOf, textOf } from './element.ts';
import type { Shape } from './fields.ts';
import { fieldUri } from './fields.ts';
import type { EwsCalls } from './wire.ts';

const FOLDER_SHAPE: Shape = {
  base: 'IdOnly',
  additional: [
    'folder:DisplayName',
    'folder:FolderClass',
    'folder:ParentFolderId',
    'folder:EffectiveRights',
  ].map(fieldUri),
};

/** The user's calendars, those in the bin left out. The first one is the calendar that every mailbox has. */
export async function calendarFolders(ews: EwsCalls, context: CallContext): Promise<readonly Collection[]> {
  const [main, bin] = await ews.getFolder(
    [{ distinguished: 'calendar' }, { distinguished: 'deleteditems' }],
    FOLDER_SHAPE,
    context,
  );
  if (main?.ok === false) throw main.error;
  const own = main === undefined ? '' : idOf(main.folder);
  const folders = await allFolders(ews, context);
  const parents = new Map(folders.map((folder) => [idOf(folder), parentOf(folder)]));
  const gone = bin?.ok === true ? idOf(bin.folder) : null;
  const listed = folders.filter((folder) => isCalendar(folder) && !isBelow(idOf(folder), gone, parents));
  const others = listed.filter((folder) => idOf(folder) !== own);
  return [...(main === undefined ? [] : [main.folder]), ...others].map(collectionOf);
}

async function allFolders(ews: EwsCalls, context: CallContext): Promise<readonly Element[]> {
  const folders: Element[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const page = await ews.findFolder(
      { parent: { distinguished: 'msgfolderroot' }, traversal: 'Deep', shape: FOLDER_SHAPE, offset },
      context,
    );
    folders.push(...page.elements);
    offset = page.elements.length === 0 ? null : page.next;
  }
  return folders;
}

function collectionOf(folder: Element): Collection {
  return {
    id: idOf(folder),
    name: textOf(folder, 'DisplayName') ?? '',
    kinds: ['Event'],
    // EWS tells no colours: they are the programs' own.
    color: null,
    writable: textOf(folder, 'EffectiveRights', 'CreateContents') !== 'false',
  };
}

/** IPF.Appointment, and what others derive from it. */
function isCalendar(folder: Element): boolean {
  return (
    folder.name === 'CalendarFolder' || /^IPF\.Appointment(?:\.|$)/i.test(textOf(folder, 'FolderClass') ?? '')
  );
}

function isBelow(id: string, ancestor: string | null, parents: ReadonlyMap<string, string>): boolean {
  let at: string | undefined = id;
  for (let depth = 0; at !== undefined && depth < 100; depth += 1) {
    if (at === ancestor) return true;
    at = parents.get(at);
  }
  return false;
}

function idOf(folder: Element): string {
  return childOf(folder, 'FolderId')?.attributes['Id'] ?? '';
}

function parentOf(folder: Element): string {
  return childOf(folder, 'ParentFolderId')?.attributes['Id'] ?? '';
}
