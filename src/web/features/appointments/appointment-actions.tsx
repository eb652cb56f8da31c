import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import type { Appointment } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { useDeleteAppointment, useDeleteOccurrence } from './use-appointments.ts';
import { EditChoice } from './edit-choice.tsx';
import { useTitle } from './use-title.ts';

interface ActionsProps {
  readonly appointment: Versioned<Appointment>;
  /** The date that is shown, or null for the whole. */
  readonly at: string | null;
}

/** Edit and delete: the meeting, one date of a series, or the series. */
export function AppointmentActions({ appointment, at }: ActionsProps) {
  const { appointments, common } = useWords();
  const { id, start, recurrenceRules } = appointment.value;
  const series = at !== null || (recurrenceRules ?? []).length > 0;
  return (
    <>
      {at !== null ? (
        <>
          <EditChoice id={id} at={at} isFirst={at === start} />
          <DeleteButton appointment={appointment} at={at} />
        </>
      ) : (
        <LinkButton to={`/appointments/${id}/edit`} appearance="primary" icon={<EditRegular />}>
          {series ? appointments.editSeries : common.edit}
        </LinkButton>
      )}
      <DeleteButton appointment={appointment} at={null} />
    </>
  );
}

function DeleteButton({ appointment, at }: ActionsProps) {
  const { appointments, common } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const title = useTitle();
  const { id, recurrenceRules } = appointment.value;
  const done = () => {
    notify(common.deleted);
    void navigate('/appointments');
  };
  const removeAll = useDeleteAppointment(id, done);
  const removeOne = useDeleteOccurrence(appointment, done);
  const series = (recurrenceRules ?? []).length > 0;
  const whole = series ? appointments.deleteSeriesText : appointments.deleteText;
  const label = at !== null ? appointments.deleteThis : series ? appointments.deleteSeries : common.delete;
  return (
    <>
      <Button icon={<DeleteRegular />} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Confirm
        open={asking}
        title={appointments.deleteTitle(title(appointment.value))}
        action={label}
        pending={removeAll.isPending || removeOne.isPending}
        error={removeAll.error ?? removeOne.error}
        onConfirm={() => (at === null ? removeAll.mutate(appointment.etag) : removeOne.mutate(at))}
        onCancel={() => setAsking(false)}
      >
        {at === null ? whole : appointments.deleteThisText}
      </Confirm>
    </>
  );
}
