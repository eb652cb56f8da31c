import { useInfiniteQuery } from '@tanstack/react-query';
import type { Conflict, ConflictDecision } from '../../../contract/index.ts';
import { decideConflict, readAppointmentConflicts } from '../../api/conflicts.ts';
import { useWrite } from '../../api/use-write.ts';
import { mailboxKeys } from '../mailboxes/use-mailbox.ts';

type Decision = ConflictDecision['decision'];

/** What did not prevail about one appointment, page by page. */
export function useAppointmentConflicts(appointmentId: string) {
  return useInfiniteQuery({
    queryKey: ['appointments', 'conflicts', appointmentId],
    queryFn: ({ pageParam, signal }) => readAppointmentConflicts(appointmentId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Takes the other value after all, or forgets it. */
export function useDecideConflict(onDone: (decision: Decision) => void) {
  return useWrite<{ readonly conflict: Conflict; readonly decision: Decision }, unknown>({
    write: ({ conflict, decision }, attempt) => decideConflict(conflict, { decision }, attempt),
    changes: [mailboxKeys.all, ['appointments']],
    onSuccess: (_, { decision }) => onDone(decision),
  });
}
