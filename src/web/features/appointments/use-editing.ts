import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Appointment } from '../../../contract/index.ts';
import { readAppointment } from '../../api/appointments.ts';
import type { Versioned } from '../../api/client.ts';
import { isConflict } from '../../api/problems.ts';
import { useNotify } from '../../app/notices.tsx';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useUser } from '../session/user-context.ts';
import { withOrganizer } from './attendees.ts';
import { differences, draftOf, propertiesOf, startOf } from './draft.ts';
import type { AppointmentDraft, LinkedRecord, Properties } from './draft.ts';
import { occurrenceOf, restOf } from './occurrence.ts';
import { patchOf } from './patch.ts';
import { useChangeAppointment, useSplitAppointment } from './use-appointments.ts';

/** What another person saved meanwhile, where it touches what this one changed. */
export interface Conflict {
  /** Their values of the properties that both changed. */
  readonly theirs: Properties;
}

/** What of an appointment is edited: all of it, or the date of a series that began at `at`, with all later ones or alone. */
export interface Part {
  readonly at: string | null;
  readonly following: boolean;
}

/** An appointment being edited: what is typed, saved, and what happens when somebody else was first. */
export function useEditing(first: Versioned<Appointment>, part: Part, back: string) {
  const { at } = part;
  const { common } = useWords();
  const { timeZone } = useFormats();
  const user = useUser();
  const navigate = useNavigate();
  const notify = useNotify();
  const [seen, setSeen] = useState(first);
  const [theirs, setTheirs] = useState<Versioned<Appointment> | null>(null);
  const source = shown(seen.value, part);
  const [draft, setDraft] = useState(() => draftOf(source, timeZone));
  const done = (to = back) => {
    notify(common.saved);
    void navigate(to);
  };
  const change = useChangeAppointment(first.value.id, () => done());
  const split = useSplitAppointment(first.value.id, ({ id }) => done(`/appointments/${id}`));
  const initial = draftOf(source, timeZone);
  const before = propertiesOf(initial, source, timeZone);
  const save = () => {
    const current = theirs ?? seen;
    const after = finished(draft, initial, source, user, timeZone);
    const patch = patchOf(current.value, before, after, part.following ? null : at);
    const connect = missingFrom(initial.links, draft.links);
    const disconnect = missingFrom(draft.links, initial.links);
    if (patch === null && connect.length + disconnect.length === 0) {
      done();
      return;
    }
    const onError = (error: Error) => {
      if (isConflict(error)) void readAppointment(first.value.id).then(setTheirs);
    };
    if (part.following && at !== null) {
      const body = { recurrenceId: at, ...(patch === null ? {} : { changes: patch }) };
      split.mutate({ body, etag: current.etag }, { onError });
    } else change.mutate({ patch, etag: current.etag, connect, disconnect }, { onError });
  };
  return {
    draft,
    change: setDraft,
    save,
    pending: change.isPending || split.isPending,
    error: change.error ?? split.error,
    startMoved: startOf(draft) !== startOf(initial),
    ruleChanged: JSON.stringify(draft.rule) !== JSON.stringify(initial.rule),
    conflict: theirs === null ? null : conflictOf(theirs.value),
    takeTheirs: () => {
      if (theirs === null) return;
      setSeen(theirs);
      setDraft(draftOf(shown(theirs.value, part), timeZone));
      setTheirs(null);
      change.reset();
      split.reset();
    },
  };

  function conflictOf(value: Appointment): Conflict {
    const other = shown(value, part);
    const mine = differences(before, propertiesOf(draft, source, timeZone));
    const changes = differences(before, propertiesOf(draftOf(other, timeZone), other, timeZone));
    return { theirs: Object.fromEntries(Object.entries(changes).filter(([name]) => name in mine)) };
  }
}

/** What is edited of an appointment; a date that was cancelled meanwhile counts as the whole. */
function shown(appointment: Appointment, { at, following }: Part): Appointment {
  if (at === null) return appointment;
  return (following ? restOf : occurrenceOf)(appointment, at) ?? appointment;
}

/** What is typed as properties; a meeting that others were added to gets its organiser. */
function finished(
  draft: AppointmentDraft,
  initial: AppointmentDraft,
  source: Appointment,
  user: { readonly email: string; readonly displayName: string },
  timeZone: string,
): Properties {
  const touched =
    draft.attendees !== initial.attendees &&
    JSON.stringify(draft.attendees) !== JSON.stringify(initial.attendees);
  const attendees = touched ? withOrganizer(draft.attendees, user.email, user.displayName) : draft.attendees;
  return propertiesOf({ ...draft, attendees }, source, timeZone);
}

function missingFrom(
  list: readonly LinkedRecord[],
  others: readonly LinkedRecord[],
): readonly LinkedRecord[] {
  const known = new Set(list.map(({ recordType, id }) => `${recordType}/${id}`));
  return others.filter(({ recordType, id }) => !known.has(`${recordType}/${id}`));
}
