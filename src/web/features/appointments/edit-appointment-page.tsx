import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Appointment } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useFormats, useWords } from '../../language/spoken.ts';
import { ConflictNotice } from '../../parts/conflict-notice.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { AppointmentForm } from './appointment-form.tsx';
import { exceptionsOf, occurrenceOf } from './occurrence.ts';
import { useAppointment } from './use-appointments.ts';
import { useDifferenceWords } from './use-difference-words.ts';
import { useEditing } from './use-editing.ts';
import type { Part } from './use-editing.ts';
import { useRuleWords } from './use-rule-words.ts';

/** Changes an appointment; with `?at=` one date of a series, with `&following=1` that one and all later ones. */
export function EditAppointmentPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { appointments } = useWords();
  const formats = useFormats();
  const at = search.get('at');
  const following = at !== null && search.get('following') !== null;
  const { data, error, refetch } = useAppointment(id, false);
  const [first, setFirst] = useState<Versioned<Appointment> | null>(null);
  // The form keeps the version that it began with; a later one must not slip under what is being typed.
  if (data !== undefined && first === null) setFirst(data);
  const gone = first !== null && at !== null && occurrenceOf(first.value, at) === null;
  if (isMissing(error) || gone) return <MissingPage />;
  const title = () => {
    if (at === null) return appointments.editTitle;
    const day = formats.shortDay(at.slice(0, 10));
    return following ? appointments.editFrom(day) : appointments.editOne(day);
  };
  const back = `/appointments/${id}${at === null ? '' : `?at=${at}`}`;
  return (
    <Page
      title={title()}
      above={<TextLink to={back}>{first?.value.title || appointments.title}</TextLink>}
      narrow
    >
      {error !== null && first === null && <Failure error={error} retry={() => void refetch()} />}
      {first === null && error === null && <Loading lines={4} height={64} />}
      {first !== null && (
        <EditForm key={search.toString()} first={first} part={{ at, following }} back={back} />
      )}
    </Page>
  );
}

interface EditFormProps {
  readonly first: Versioned<Appointment>;
  readonly part: Part;
  readonly back: string;
}

function EditForm({ first, part, back }: EditFormProps) {
  const ruleWords = useRuleWords();
  const differenceWords = useDifferenceWords();
  const editing = useEditing(first, part, back);
  const note = useNote(first.value, part, editing);
  return (
    <AppointmentForm
      draft={editing.draft}
      onChange={editing.change}
      onSave={editing.save}
      pending={editing.pending}
      error={editing.error}
      cancelTo={back}
      single={part.at !== null}
      keptRule={(first.value.recurrenceRules ?? []).map((rule) => ruleWords(rule)).join('; ')}
      {...(note === null ? {} : { note })}
      {...(editing.conflict === null
        ? {}
        : {
            conflict: (
              <ConflictNotice
                differences={differenceWords(editing.conflict)}
                onTakeTheirs={editing.takeTheirs}
              />
            ),
          })}
    />
  );
}

/** What saving does beside what is typed; null: nothing. */
function useNote(
  appointment: Appointment,
  { at, following }: Part,
  { startMoved, ruleChanged }: { readonly startMoved: boolean; readonly ruleChanged: boolean },
): string | null {
  const { form } = useWords().appointments;
  if (at !== null) return following ? form.thisAndFollowing : form.onlyThis;
  const { cancelled, changed } = exceptionsOf(appointment);
  if (cancelled + changed === 0) return null;
  if (ruleChanged) return form.exceptionsDropped;
  return startMoved ? form.exceptionsKept(cancelled + changed) : null;
}
