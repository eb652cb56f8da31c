import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { RECORD_PATHS } from '../../api/records.ts';
import type { AppointmentInput } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useRecord } from '../records/use-records.ts';
import { useUser } from '../session/user-context.ts';
import { AppointmentForm } from './appointment-form.tsx';
import { withOrganizer } from './attendees.ts';
import { propertiesOf } from './draft.ts';
import type { AppointmentDraft, LinkedRecord } from './draft.ts';
import { isDate, today } from './range.ts';
import { NO_RULE } from './rule-draft.ts';
import { localAt, shifted } from './times.ts';
import { useCreateAppointment } from './use-appointments.ts';

/** Creates an appointment; `?date=` says when, `?link=company/<id>` what it belongs to. */
export function NewAppointmentPage() {
  const { appointments } = useWords();
  const { timeZone } = useFormats();
  const [search] = useSearchParams();
  const asked = search.get('date');
  const date = isDate(asked) ? asked : today(timeZone);
  const linked = useLinkedRecord(search.get('link'));
  return (
    <Page
      title={appointments.newTitle}
      above={<TextLink to="/appointments">{appointments.title}</TextLink>}
      narrow
    >
      {linked === 'loading' ? <Loading lines={4} height={64} /> : <NewForm date={date} linked={linked} />}
    </Page>
  );
}

function NewForm({ date, linked }: { readonly date: string; readonly linked: LinkedRecord | null }) {
  const { common } = useWords();
  const { timeZone } = useFormats();
  const user = useUser();
  const navigate = useNavigate();
  const notify = useNotify();
  const [draft, setDraft] = useState(() => emptyDraft(date, timeZone, linked));
  const create = useCreateAppointment((appointment) => {
    notify(common.saved);
    void navigate(`/appointments/${appointment.id}`, { replace: true });
  });
  const save = () => {
    const attendees = withOrganizer(draft.attendees, user.email, user.displayName);
    const properties = Object.entries(propertiesOf({ ...draft, attendees }, {}, timeZone));
    const set = Object.fromEntries(properties.filter(([, value]) => value !== null && value !== ''));
    const links = draft.links.map(({ recordType, id }) => ({ recordType, id }));
    create.mutate({ ...(set as unknown as AppointmentInput), links });
  };
  return (
    <AppointmentForm
      draft={draft}
      onChange={setDraft}
      onSave={save}
      pending={create.isPending}
      error={create.error}
      cancelTo="/appointments"
    />
  );
}

/** The next full hour of that date, for one hour. */
function emptyDraft(date: string, timeZone: string, linked: LinkedRecord | null): AppointmentDraft {
  const hour = `${date}T${localAt(Date.now(), timeZone).slice(11, 13)}:00:00`;
  const start = shifted(hour, '2000-01-01T00:00:00', '2000-01-01T01:00:00');
  const end = shifted(start, '2000-01-01T00:00:00', '2000-01-01T01:00:00');
  return {
    title: '',
    allDay: false,
    startDate: start.slice(0, 10),
    startTime: start.slice(11, 16),
    endDate: end.slice(0, 10),
    endTime: end.slice(11, 16),
    timeZone,
    place: '',
    description: '',
    attendees: [],
    links: linked === null ? [] : [linked],
    rule: NO_RULE,
  };
}

/** The record named in the address; null when none is, or when it can't be had. */
function useLinkedRecord(text: string | null): LinkedRecord | null | 'loading' {
  const [type = '', id = ''] = text?.split('/') ?? [];
  const known = RECORD_PATHS.find(([recordType]) => recordType === type);
  const { data, isLoading } = useRecord(known?.[1] ?? 'companies', known === undefined ? null : id);
  if (known === undefined) return null;
  if (data === undefined) return isLoading ? 'loading' : null;
  return { recordType: known[0], id, title: data.value.name };
}
