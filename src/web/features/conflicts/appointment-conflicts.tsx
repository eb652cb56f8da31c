import type { Appointment, Conflict } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useUserNames } from '../appointments/use-appointments.ts';
import { useUser } from '../session/user-context.ts';
import { ConflictRow } from './conflict-row.tsx';
import { useAppointmentConflicts, useDecideConflict } from './use-conflicts.ts';

/** What did not prevail about an appointment; nothing at all when there is nothing. */
export function AppointmentConflicts({ appointment }: { readonly appointment: Appointment }) {
  const { conflicts, appointments } = useWords();
  const notify = useNotify();
  const user = useUser();
  const names = useUserNames();
  const list = useAppointmentConflicts(appointment.id);
  const { mutate, isPending, error } = useDecideConflict((decision) => notify(conflicts.done[decision]));
  if ((list.data?.pages[0]?.items.length ?? 0) === 0) return null;
  const whose = ({ mailboxId, values }: Conflict): string => {
    const userId = appointment.synchronisation.find((entry) => entry.mailboxId === mailboxId)?.userId;
    // Values are shown of one's own mailboxes alone.
    if (values !== null || userId === user.id) return appointments.syncOwn;
    return appointments.syncOf(names.data?.get(userId ?? '') ?? '…');
  };
  return (
    <Surface title={conflicts.title} text={conflicts.text}>
      {error !== null && <Failure error={error} />}
      <ItemList
        label={conflicts.title}
        list={list}
        row={(conflict) => (
          <ConflictRow
            key={conflict.id}
            conflict={conflict}
            titled={false}
            where={whose(conflict)}
            pending={isPending}
            decide={(decision) => mutate({ conflict, decision })}
          />
        )}
      />
    </Surface>
  );
}
