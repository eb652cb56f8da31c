import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AppointmentAnswer, AppointmentInput, Colleague, IdAnswer } from '../../answers.ts';
import { useShownItem } from '../host/add-in-context.ts';
import { useLatest } from '../host/use-latest.ts';
import { tell } from '../parts/face.ts';
import { useAppointment } from '../parts/queries.ts';
import { hostedDraft } from './hosted-meeting.ts';
import { changeOf, fieldsOf } from './meeting-fields.ts';
import type { MeetingFields } from './meeting-fields.ts';

/** A form of a meeting: what it shows, what of that somebody edited, and how it is saved. */
export interface MeetingFormState {
  /** EWS id; null: never saved. */
  readonly id: string | null;
  readonly meeting: AppointmentAnswer | null;
  readonly fields: MeetingFields;
  readonly edited: boolean;
  readonly edit: (edits: Partial<MeetingFields>) => void;
  /** Saves, and tells the people if `send`; answers the EWS id. Rejects when the sandbox refuses. */
  readonly save: (send: boolean) => Promise<string>;
}

/**
 * What nobody edited shows what the calendar holds now, whoever changed it. The add-in is told of every state of the form.
 */
export function useMeetingForm(
  user: Colleague,
  from: { readonly meeting?: AppointmentAnswer; readonly wanted?: MeetingFields },
): MeetingFormState {
  const client = useQueryClient();
  const [key] = useState(() => from.meeting?.id ?? crypto.randomUUID());
  const [id, setId] = useState(from.meeting?.id ?? null);
  const [base, setBase] = useState(from.wanted ?? null);
  const [edits, setEdits] = useState<Partial<MeetingFields>>({});
  const current = useAppointment(id).data ?? from.meeting ?? null;
  const fields = useMemo(
    () => ({ ...EMPTY, ...(current === null ? base : fieldsOf(current)), ...edits }),
    [current, base, edits],
  );
  const edit = (more: Partial<MeetingFields>): void => {
    setEdits((before) => ({ ...before, ...more }));
  };
  const save = async (send: boolean): Promise<string> => {
    const change = changeOf(fields, id === null ? fields : edits);
    if (id !== null && Object.keys(change).length === 0 && !send) return id;
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const input: AppointmentInput = { id, change, send, timeZone };
    const saved = await tell<IdAnswer>('appointment', input);
    setBase(fields);
    setId(saved.id);
    await client.invalidateQueries({ queryKey: ['appointment', saved.id] });
    setEdits({});
    return saved.id;
  };
  const latest = useLatest({ edit, save });
  const html = 'text' in edits ? '' : (current?.html ?? '');
  const seriesId = current?.seriesId ?? null;
  const hosted = useMemo(
    () =>
      hostedDraft({
        key,
        id,
        seriesId,
        fields,
        html,
        organizer: user,
        edit: (more) => {
          latest().edit(more);
        },
        save: () => latest().save(false),
      }),
    [key, id, seriesId, fields, html, user, latest],
  );
  useShownItem(hosted);
  return { id, meeting: current, fields, edited: id === null || Object.keys(edits).length > 0, edit, save };
}

const EMPTY: MeetingFields = {
  subject: '',
  location: '',
  text: '',
  start: 0,
  end: 0,
  isAllDay: false,
  required: '',
  optional: '',
  sensitivity: 'normal',
};
