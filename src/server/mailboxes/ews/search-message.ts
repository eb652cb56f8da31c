// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-perform-grouped-searches-by-using-ews-in-exchange
import type { CallContext } from '../../../sync/ports.ts';
import { childOf, textOf } from './element.ts';
import type { Element } from './element.ts';
import type { ItemShape, Shape } from './fields.ts';
import { fieldUri } from './fields.ts';
import { itemIdOf } from './soap/ids.ts';
import type { EwsCalls, FolderRef } from './wire.ts';

/** Where nearly every mail is that somebody looks at; what lies deeper is looked for afterwards. */
const USUAL: readonly FolderRef[] = ['inbox', 'sentitems', 'deleteditems'].map((distinguished) => ({
  distinguished,
}));

/** Folders in one request, as the wire allows. */
const PER_REQUEST = 250;
/** More folders than a person has: so many requests, and no more, are made for one mail. */
const MOST_FOLDERS = 2500;

const FOUND_SHAPE: ItemShape = { base: 'IdOnly', additional: [fieldUri('item:IsDraft')] };
const FOLDER_SHAPE: Shape = { base: 'IdOnly', additional: [fieldUri('folder:FolderClass')] };

/**
 * The id of the mail with this Message-ID, a sent one rather than its draft; null: none of the mailbox's folders has it.
 * A search doesn't go into subfolders, and not every mailbox has a folder of all items: the usual folders are asked
 * with one request, then the list of folders is read and the others are asked many at a time.
 */
export async function searchMessage(
  ews: EwsCalls,
  messageId: string,
  context: CallContext,
): Promise<string | null> {
  const usual = await searchIn(ews, USUAL, messageId, context);
  if (usual !== null && !usual.draft) return usual.id;
  let draft = usual;
  const folders = await mailFolders(ews, context);
  for (let at = 0; at < folders.length; at += PER_REQUEST) {
    const found = await searchIn(ews, folders.slice(at, at + PER_REQUEST), messageId, context);
    if (found !== null && !found.draft) return found.id;
    draft ??= found;
  }
  return draft?.id ?? null;
}

interface Hit {
  readonly id: string;
  readonly draft: boolean;
}

/** Folders that are gone meanwhile, or closed to this account, have nothing. */
async function searchIn(
  ews: EwsCalls,
  folders: readonly FolderRef[],
  messageId: string,
  context: CallContext,
): Promise<Hit | null> {
  const field = fieldUri('message:InternetMessageId');
  const restriction = { type: 'equal', field, value: messageId } as const;
  const pages = await ews.findItemInFolders({ folders, shape: FOUND_SHAPE, restriction }, context);
  const hits = pages.flatMap((page) => (page.ok ? page.elements : [])).flatMap(hitOf);
  return hits.find(({ draft }) => !draft) ?? hits[0] ?? null;
}

function hitOf(item: Element): readonly Hit[] {
  const id = itemIdOf(item)?.id;
  return id === undefined ? [] : [{ id, draft: textOf(item, 'IsDraft')?.toLowerCase() === 'true' }];
}

/** All folders that may hold mails, however deep. */
async function mailFolders(ews: EwsCalls, context: CallContext): Promise<readonly FolderRef[]> {
  const folders: FolderRef[] = [];
  for (let offset: number | null = 0; offset !== null && folders.length < MOST_FOLDERS;) {
    const page = await ews.findFolder(
      { parent: { distinguished: 'msgfolderroot' }, traversal: 'Deep', shape: FOLDER_SHAPE, offset },
      context,
    );
    folders.push(...page.elements.filter(mayHoldMails).map((folder) => ({ id: idOf(folder) })));
    offset = page.next;
  }
  return folders.slice(0, MOST_FOLDERS);
}

/** Calendars, contacts, tasks and search folders don't; a folder of a class of somebody's own may. */
function mayHoldMails(folder: Element): boolean {
  const folderClass = textOf(folder, 'FolderClass') ?? '';
  return (
    folder.name === 'Folder' && !/^IPF\.(?:Appointment|Contact|Task|StickyNote|Journal)/i.test(folderClass)
  );
}

function idOf(folder: Element): string {
  return childOf(folder, 'FolderId')?.attributes['Id'] ?? '';
}
