import type { Appointment, Conflict } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { useUserNames } from '../appointments/use-appointments.ts';
import { useUser } from '../session/user-context.ts';
import { ConflictList } from './conflict-list.tsx';
import { useAppointmentConflicts } from './use-conflicts.ts';

/** What did not prevail about an appointment; nothing at all when there is nothing. */
export function AppointmentConflicts({ appointment }: { readonly appointment: Appointment }) {
  const { appointments } = useWords();
  const user = useUser();
  const names = useUserNames();
  const list = useAppointmentConflicts(appointment.id);
  if ((list.data?.pages[0]?.items.length ?? 0) === 0) return null;
  const whose = ({ mailboxId, values }: Conflict): string => {
    const userId = appointment.synchronisation.find((entry) => entry.mailboxId === mailboxId)?.userId;
    // Values are shown of one's own mailboxes alone.
    if (values !== null || userId === user.id) return appointments.syncOwn;
    return appointments.syncOf(names.data?.get(userId ?? '') ?? '…');
  };
  return <ConflictList list={list} titled={false} whose={whose} />;
}
