import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  AppointmentAnswer,
  CalendarAnswer,
  FoldersAnswer,
  MessageAnswer,
  MessagesAnswer,
  SessionAnswer,
} from '../../answers.ts';
import { ask, remove, tell } from './face.ts';

/** More than the story has: a list of a sandbox needs no pages. */
const LONGEST_LIST = 200;

/** Who is signed in. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => ask<SessionAnswer>('session'),
    staleTime: Infinity,
  });
}

/** Signs a colleague in (null: out); everything that is shown is somebody else's then. */
export function useChooseColleague() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (name: string | null) => {
      if (name === null) await remove('session');
      else await tell('session', { name });
    },
    onSuccess: async () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await client.invalidateQueries({ queryKey: ['session'] });
    },
  });
}

/** The folders of the mailbox. */
export function useFolders() {
  return useQuery({ queryKey: ['folders'], queryFn: () => ask<FoldersAnswer>('folders') });
}

/** What is in a folder (EWS id), or what a search finds everywhere. */
export function useMessages(folder: string, search: string) {
  const query = search === '' ? { folder } : { search };
  return useQuery({
    queryKey: ['messages', query],
    queryFn: () => ask<MessagesAnswer>('messages', { ...query, limit: LONGEST_LIST }),
    enabled: folder !== '' || search !== '',
    placeholderData: keepPreviousData,
  });
}

/** One message; null: none. */
export function useMessage(id: string | null) {
  return useQuery({
    queryKey: ['message', id],
    queryFn: () => ask<MessageAnswer>('message', { id: id ?? '' }),
    enabled: id !== null,
  });
}

/** What lies between two moments, epoch milliseconds. */
export function useCalendar(from: number, to: number) {
  return useQuery({
    queryKey: ['calendar', from, to],
    queryFn: () => ask<CalendarAnswer>('calendar', { from, to }),
    placeholderData: keepPreviousData,
  });
}

/** One meeting; null: none. */
export function useAppointment(id: string | null) {
  return useQuery({
    queryKey: ['appointment', id],
    queryFn: () => ask<AppointmentAnswer>('appointment', { id: id ?? '' }),
    enabled: id !== null,
  });
}

/** Shows what others (synchronisation, a second window) do, as soon as it happened. */
export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/outlook/changes');
    source.onmessage = () => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    };
    return () => {
      source.close();
    };
  }, [client]);
}
