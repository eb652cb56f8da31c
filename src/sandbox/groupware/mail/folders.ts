import type { Counters } from '../counters.ts';
import { Refused } from '../model.ts';
import type { Users } from '../users.ts';
import { ROLES } from './model.ts';
import type { FolderRole, MailFolder } from './model.ts';

/** A folder to be. */
export type NewFolder = Pick<MailFolder, 'owner' | 'name' | 'parent' | 'folderClass'>;

/** The mail folders of all users: those that everybody has, and those that somebody made. */
export interface MailFolders {
  of(owner: string): readonly MailFolder[];
  find(id: string): MailFolder | undefined;
  /** Every user has each of these. */
  withRole(owner: string, role: FolderRole): MailFolder;
  /** Name taken in its place: Refused 'exists'. */
  add(folder: NewFolder): MailFolder;
  change(id: string, edit: Partial<Pick<MailFolder, 'name' | 'parent'>>): MailFolder;
  /** Folders that everybody has cannot go: Refused 'read-only'. */
  remove(id: string): void;
  /** Those that somebody made. */
  state(): readonly MailFolder[];
}

/** The mail folders that were written down. */
export function mailFoldersOf(users: Users, written: readonly MailFolder[], counters: Counters): MailFolders {
  const made = new Map(written.map((folder) => [folder.id, folder]));
  const standard = (owner: string): readonly MailFolder[] =>
    users.named(owner) === undefined ? [] : [...ROLES.keys()].map((role) => standardFolder(owner, role));
  const of = (owner: string): readonly MailFolder[] => [
    ...standard(owner),
    ...[...made.values()].filter((folder) => folder.owner === owner),
  ];
  const find = (id: string): MailFolder | undefined =>
    made.get(id) ?? standard(id.slice(0, id.lastIndexOf('/'))).find((folder) => folder.id === id);
  const own = (id: string): MailFolder => {
    const folder = made.get(id);
    if (folder !== undefined) return folder;
    if (find(id) !== undefined) throw new Refused('read-only', 'Everybody has this folder');
    throw new Refused('missing', 'There is no such folder', id);
  };
  const checkName = ({ owner, name, parent }: NewFolder, except: string | null): void => {
    const same = of(owner).find((one) => one.name === name && one.parent === parent && one.id !== except);
    if (same !== undefined) throw new Refused('exists', 'There is a folder of that name', same.id);
  };
  return {
    of,
    find,
    withRole: standardFolder,
    add(folder) {
      checkName(folder, null);
      const { owner, name, parent, folderClass } = folder;
      const id = `folder-${String(counters.nextNumber())}`;
      const added: MailFolder = { id, owner, name, parent, folderClass, role: null };
      made.set(id, added);
      return added;
    },
    change(id, edit) {
      const changed = { ...own(id), ...edit };
      checkName(changed, id);
      made.set(id, changed);
      return changed;
    },
    remove(id) {
      made.delete(own(id).id);
    },
    state: () => [...made.values()],
  };
}

function standardFolder(owner: string, role: FolderRole): MailFolder {
  const folderClass = role === 'contacts' ? 'IPF.Contact' : role === 'tasks' ? 'IPF.Task' : 'IPF.Note';
  return { id: `${owner}/${role}`, owner, name: ROLES.get(role) ?? role, role, parent: null, folderClass };
}
