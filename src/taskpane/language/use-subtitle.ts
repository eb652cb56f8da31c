import { useCallback } from 'react';
import type { RecordHit } from '../../contract/records.ts';
import { useFormats } from './spoken.ts';

/** What tells a record apart from others of its title, a day as the user writes days; may be ''. */
export function useSubtitle(): (record: RecordHit) => string {
  const formats = useFormats();
  return useCallback(({ subtitle, date }) => (date === undefined ? subtitle : formats.day(date)), [formats]);
}
