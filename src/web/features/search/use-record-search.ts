import { useEffect, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RecordType } from '../../../contract/index.ts';
import { searchRecords } from '../../api/records.ts';

/** Records that match what is being typed, asked for when the typing pauses. `ready`: the hits belong to the text. */
export function useRecordSearch(text: string, types: readonly RecordType[]) {
  const settled = useSettled(text.trim(), 200);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['search', types, settled],
    queryFn: ({ signal }) => searchRecords(settled, types, signal),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  });
  const hits = settled === '' ? [] : (data?.items ?? []);
  const ready = settled !== '' && settled === text.trim() && !isPlaceholderData && !isFetching;
  return { hits, error, ready };
}

function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
