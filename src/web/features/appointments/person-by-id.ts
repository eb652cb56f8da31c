import type { QueryClient } from '@tanstack/react-query';
import type { Person } from '../../../contract/index.ts';
import { readRecord } from '../../api/records.ts';
import { recordKeys } from '../records/use-records.ts';

/** A person's record, from what is loaded or from the server. */
export async function personById(queries: QueryClient, id: string): Promise<Person> {
  const found = await queries.query({
    queryKey: recordKeys.one('persons', id),
    queryFn: ({ signal }) => readRecord('persons', id, signal),
  });
  return found.value;
}
