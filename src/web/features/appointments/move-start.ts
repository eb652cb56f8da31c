import type { AppointmentDraft } from './draft.ts';
import { shifted } from './times.ts';

/** Moves the start, and the end along with it, so that the length stays. Half-typed dates move nothing else. */
export function moveStart(draft: AppointmentDraft, startDate: string, startTime: string): AppointmentDraft {
  const moved = { ...draft, startDate, startTime };
  const parts = [draft.startDate, draft.startTime, draft.endDate, draft.endTime, startDate, startTime];
  if (parts.includes('')) return moved;
  const end = shifted(
    `${draft.endDate}T${draft.endTime}`,
    `${draft.startDate}T${draft.startTime}`,
    `${startDate}T${startTime}`,
  );
  return { ...moved, endDate: end.slice(0, 10), endTime: end.slice(11, 16) };
}
