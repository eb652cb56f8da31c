import type { Appointment, Conflict } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { useUser } from '../session/user-context.ts';

type Titled = Pick<Appointment, 'title' | 'privacy' | 'users'>;

/** What a meeting is called; one that is kept private is called so by those who have it, and busy time by others. */
export function useTitle(): (meeting: Titled) => string {
  const { appointments } = useWords();
  const user = useUser();
  return ({ title = '', privacy, users }) => {
    if (title !== '') return title;
    if (privacy === undefined) return appointments.untitled;
    return users.includes(user.id) ? appointments.privateTitle : appointments.busyTitle;
  };
}

/** What something in one's own mailbox is called. */
export function useItemTitle(): (item: Pick<Conflict, 'title' | 'privacy'>) => string {
  const { appointments, mailboxes } = useWords();
  return ({ title, privacy }) =>
    title ?? (privacy === undefined ? mailboxes.noTitle : appointments.privateTitle);
}
