import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Appointment,
  AppointmentInput,
  AppointmentPatch,
  AppointmentSplit,
} from '../../../contract/index.ts';
import {
  changeAppointment,
  createAppointment,
  deleteAppointment,
  linkAppointment,
  listOccurrences,
  readAppointment,
  splitAppointment,
} from '../../api/appointments.ts';
import type { Range } from '../../api/appointments.ts';
import type { Versioned } from '../../api/client.ts';
import { listUsers } from '../../api/users.ts';
import { useWrite } from '../../api/use-write.ts';
import type { LinkedRecord } from './draft.ts';

export const appointmentKeys = {
  all: ['appointments'] as const,
  one: (id: string) => ['appointments', 'one', id] as const,
};

/** The meetings of a range, series unfolded; of one user, or of everybody that may be seen. */
export function useOccurrences(range: Range, userId: string | null) {
  return useQuery({
    queryKey: [...appointmentKeys.all, 'occurrences', range, userId],
    queryFn: ({ signal }) => listOccurrences(range, userId, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** One appointment with its ETag; looked at again every few seconds while it is open. */
export function useAppointment(id: string, watch: boolean) {
  return useQuery({
    queryKey: appointmentKeys.one(id),
    queryFn: ({ signal }) => readAppointment(id, signal),
    refetchInterval: watch ? 5_000 : false,
    refetchOnWindowFocus: watch,
  });
}

/** Names of users by id. */
export function useUserNames() {
  return useQuery({
    queryKey: ['users', 'names'],
    queryFn: ({ signal }) => listUsers(null, signal),
    staleTime: 300_000,
    select: (page) => new Map(page.items.map((user) => [user.id, user.displayName])),
  });
}

/** Creates an appointment with its links. */
export function useCreateAppointment(onDone: (appointment: Appointment) => void) {
  return useWrite<AppointmentInput, Appointment>({
    write: createAppointment,
    changes: [appointmentKeys.all],
    onSuccess: onDone,
  });
}

export interface AppointmentChange {
  /** Null when only links change. */
  readonly patch: AppointmentPatch | null;
  readonly etag: string | null;
  readonly connect: readonly LinkedRecord[];
  readonly disconnect: readonly LinkedRecord[];
}

/** Changes an appointment, if nobody else did in the meantime, then its links. */
export function useChangeAppointment(id: string, onDone: () => void) {
  return useWrite<AppointmentChange, unknown>({
    write: async ({ patch, etag, connect, disconnect }, attempt) => {
      if (patch !== null) await changeAppointment(id, { patch, etag }, attempt);
      for (const record of connect) await linkAppointment(id, record, true);
      for (const record of disconnect) await linkAppointment(id, record, false);
    },
    changes: [appointmentKeys.all],
    onSuccess: onDone,
  });
}

/** Changes a series from a date on, if nobody else changed it in the meantime: the rest becomes a series of its own. */
export function useSplitAppointment(id: string, onDone: (rest: Appointment) => void) {
  return useWrite<{ readonly body: AppointmentSplit; readonly etag: string | null }, Appointment>({
    write: (cut, attempt) => splitAppointment(id, cut, attempt),
    changes: [appointmentKeys.all],
    onSuccess: onDone,
  });
}

/** Deletes an appointment, a series as a whole. */
export function useDeleteAppointment(id: string, onDone: () => void) {
  const queries = useQueryClient();
  return useWrite<string | null, unknown>({
    write: (etag, attempt) => deleteAppointment(id, etag, attempt),
    changes: [],
    onSuccess: () => {
      onDone();
      queries.removeQueries({ queryKey: appointmentKeys.one(id) });
      void queries.invalidateQueries({ queryKey: appointmentKeys.all });
    },
  });
}

/** Cancels one date of a series. */
export function useDeleteOccurrence(appointment: Versioned<Appointment>, onDone: () => void) {
  const { id, recurrenceOverrides } = appointment.value;
  return useWrite<string, unknown>({
    write: (at, attempt) => {
      const patch = { recurrenceOverrides: { ...recurrenceOverrides, [at]: { excluded: true } } };
      return changeAppointment(id, { patch, etag: appointment.etag }, attempt);
    },
    changes: [appointmentKeys.all],
    onSuccess: onDone,
  });
}

/** Connects an appointment with a record, or disconnects it. */
export function useLink(id: string) {
  return useWrite<{ readonly record: LinkedRecord; readonly connect: boolean }, unknown>({
    write: ({ record, connect }) => linkAppointment(id, record, connect),
    changes: [appointmentKeys.all],
  });
}
