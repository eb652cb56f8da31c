import { folderId } from '../ews/ids.ts';
import type { MailFolder } from '../groupware/mail/model.ts';
import type { FolderAnswer, FolderRole, FoldersAnswer } from './answers.ts';
import type { MailboxContext } from './mailbox-context.ts';

const ORDER: readonly FolderRole[] = ['inbox', 'drafts', 'sentitems', 'archive', 'deleteditems', 'junkemail'];
/** Archives are folders that somebody made, in Exchange too; Outlook knows them by this name. */
const ARCHIVE = 'Archive';

/** The mail folders of a mailbox, as a mail program lists them. */
export function foldersAnswer(context: MailboxContext): FoldersAnswer {
  const { groupware, user } = context;
  const folders = groupware.folders
    .of(user.name)
    .filter(({ folderClass, role }) => folderClass === 'IPF.Note' && role !== 'outbox')
    .map((folder): FolderAnswer => {
      const messages = groupware.messages.in(folder.id);
      return {
        id: folderId(user, { kind: 'mail', id: folder.id }),
        name: folder.name,
        role: roleOf(folder),
        unread: messages.filter(({ read }) => !read).length,
        total: messages.length,
      };
    });
  const place = ({ role }: FolderAnswer): number => (role === null ? ORDER.length : ORDER.indexOf(role));
  return { folders: [...folders].sort((one, other) => place(one) - place(other)) };
}

/** The folder for what is done; made when it is needed first. */
export function archiveOf({ groupware, user }: MailboxContext): MailFolder {
  const found = groupware.folders.of(user.name).find((folder) => roleOf(folder) === 'archive');
  return (
    found ?? groupware.folders.add({ owner: user.name, name: ARCHIVE, parent: null, folderClass: 'IPF.Note' })
  );
}

function roleOf({ role, name, parent }: MailFolder): FolderRole | null {
  if (role === null) return name === ARCHIVE && parent === null ? 'archive' : null;
  return role === 'contacts' || role === 'tasks' ? null : role;
}
