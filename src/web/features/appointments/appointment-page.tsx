import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useParams, useSearchParams } from 'react-router';
import type { Appointment } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useUser } from '../session/user-context.ts';
import { AppointmentActions } from './appointment-actions.tsx';
import { AppointmentFacts } from './appointment-facts.tsx';
import { organizerOf } from './attendees.ts';
import { LinkedRecords } from './linked-records.tsx';
import { occurrenceOf } from './occurrence.ts';
import { ParticipantList } from './participant-list.tsx';
import { AppointmentConflicts } from '../conflicts/appointment-conflicts.tsx';
import { SynchronisationList } from './synchronisation-list.tsx';
import { useAppointment } from './use-appointments.ts';
import { useTitle } from './use-title.ts';

/** One appointment; with `?at=` one date of a series. */
export function AppointmentPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { appointments } = useWords();
  const title = useTitle();
  const { data, error, refetch } = useAppointment(id, true);
  const at = search.get('at');
  if (isMissing(error)) return <MissingPage />;
  const shown = data === undefined ? undefined : at === null ? data.value : occurrenceOf(data.value, at);
  if (shown === null) return <MissingPage />;
  return (
    <Page
      title={shown === undefined ? appointments.title : title(shown)}
      above={<TextLink to="/appointments">{appointments.title}</TextLink>}
      actions={data === undefined ? undefined : <AppointmentActions appointment={data} at={at} />}
      narrow
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} height={128} />}
      {data !== undefined && shown !== undefined && <Parts series={data} shown={shown} at={at} />}
    </Page>
  );
}

interface PartsProps {
  readonly series: Versioned<Appointment>;
  /** The whole appointment, or the one date that is shown. */
  readonly shown: Appointment;
  readonly at: string | null;
}

function Parts({ series, shown, at }: PartsProps) {
  const { appointments } = useWords();
  const user = useUser();
  const organizer = organizerOf(shown);
  const foreign = organizer !== null && organizer.address !== `mailto:${user.email.toLowerCase()}`;
  return (
    <>
      {foreign && (
        <MessageBar layout="multiline">
          <MessageBarBody>{appointments.attendeeNote(organizer.name)}</MessageBarBody>
        </MessageBar>
      )}
      {shown.privacy !== undefined && (
        <MessageBar layout="multiline">
          <MessageBarBody>{appointments.privateNote}</MessageBarBody>
        </MessageBar>
      )}
      <AppointmentFacts shown={shown} series={series.value} at={at} />
      {/* Who takes part is kept private, too: nobody would be wrong. */}
      {shown.privacy === undefined && <ParticipantList appointment={shown} />}
      <LinkedRecords appointment={series.value} />
      <SynchronisationList appointment={series.value} />
      <AppointmentConflicts appointment={series.value} />
    </>
  );
}
