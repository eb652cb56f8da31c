import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { CalendarAddRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import type { RecordPath } from '../../api/records.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { RecordMessages } from '../messages/record-messages.tsx';
import { RecordDetails } from './record-details.tsx';
import { RecordMeetings } from './record-meetings.tsx';
import { TYPE_OF } from './fields.ts';
import { useDeleteRecord, useRecord } from './use-records.ts';

/** One record: what is known of it, and its meetings. */
export function RecordPage({ path }: { readonly path: RecordPath }) {
  const { id = '' } = useParams();
  const { records } = useWords();
  const { data, error, refetch } = useRecord(path, id);
  if (isMissing(error)) return <MissingPage />;
  const name = data === undefined ? records.types[TYPE_OF[path]] : data.value.name || records.untitled;
  return (
    <Page
      title={name}
      above={<TextLink to={`/${path}`}>{records.lists[path]}</TextLink>}
      actions={data === undefined ? undefined : <Actions path={path} id={id} name={name} etag={data.etag} />}
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} height={128} />}
      {data !== undefined && (
        <>
          <RecordDetails path={path} record={data.value} />
          <RecordMeetings path={path} id={id} />
          <RecordMessages path={path} id={id} />
        </>
      )}
    </Page>
  );
}

interface ActionsProps {
  readonly path: RecordPath;
  readonly id: string;
  readonly name: string;
  readonly etag: string | null;
}

function Actions({ path, id, name, etag }: ActionsProps) {
  const { records, common } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteRecord(path, id, () => {
    notify(common.deleted);
    void navigate(`/${path}`);
  });
  return (
    <>
      <LinkButton
        to={`/appointments/new?link=${TYPE_OF[path]}/${id}`}
        appearance="primary"
        icon={<CalendarAddRegular />}
      >
        {records.planMeeting}
      </LinkButton>
      <LinkButton to={`/${path}/${id}/edit`} icon={<EditRegular />}>
        {common.edit}
      </LinkButton>
      <Button icon={<DeleteRegular />} onClick={() => setAsking(true)}>
        {common.delete}
      </Button>
      <Confirm
        open={asking}
        title={records.deleteTitle(name)}
        action={common.delete}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(etag)}
        onCancel={() => setAsking(false)}
      >
        {records.deleteText}
      </Confirm>
    </>
  );
}
