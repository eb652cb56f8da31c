import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { readRecord } from '../../api/records.ts';
import type { RecordPath } from '../../api/records.ts';
import type { Versioned } from '../../api/client.ts';
import { isConflict, isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { ConflictNotice } from '../../parts/conflict-notice.tsx';
import { changesOf, draftOf } from './draft.ts';
import { RECORD_FIELDS } from './fields.ts';
import type { AnyRecord } from './fields.ts';
import { RecordForm } from './record-form.tsx';
import { useChangeRecord, useRecord } from './use-records.ts';

/** Changes a record. */
export function EditRecordPage({ path }: { readonly path: RecordPath }) {
  const { id = '' } = useParams();
  const { records } = useWords();
  const { data, error, refetch } = useRecord(path, id);
  const [first, setFirst] = useState<Versioned<AnyRecord> | null>(null);
  if (isMissing(error)) return <MissingPage />;
  // The form keeps the version that it began with; a later one must not slip under what is being typed.
  if (data !== undefined && first === null) setFirst(data);
  const name = first?.value.name ?? records.types.company;
  return (
    <Page title={records.editTitle(name)} above={<TextLink to={`/${path}/${id}`}>{name}</TextLink>} narrow>
      {error !== null && first === null && <Failure error={error} retry={() => void refetch()} />}
      {first === null && error === null && <Loading lines={6} />}
      {first !== null && <EditForm path={path} id={id} first={first} />}
    </Page>
  );
}

interface EditFormProps {
  readonly path: RecordPath;
  readonly id: string;
  readonly first: Versioned<AnyRecord>;
}

function EditForm({ path, id, first }: EditFormProps) {
  const { records, common } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [seen, setSeen] = useState(first);
  const [draft, setDraft] = useState(() => draftOf(path, first.value));
  const [theirs, setTheirs] = useState<Versioned<AnyRecord> | null>(null);
  const done = () => {
    notify(common.saved);
    void navigate(`/${path}/${id}`);
  };
  const change = useChangeRecord(path, id, done);
  const stored = draftOf(path, seen.value);
  const save = () => {
    const patch = changesOf(path, draft, stored);
    if (Object.keys(patch).length === 0) {
      done();
      return;
    }
    change.mutate(
      { patch, etag: (theirs ?? seen).etag },
      { onError: (error) => void (isConflict(error) && readRecord(path, id).then(setTheirs)) },
    );
  };
  const takeTheirs = (version: Versioned<AnyRecord>) => {
    setSeen(version);
    setDraft(draftOf(path, version.value));
    setTheirs(null);
    change.reset();
  };
  const conflict = theirs !== null && (
    <ConflictNotice
      differences={RECORD_FIELDS[path]
        .filter(({ name }) => draft[name] !== stored[name])
        .map(
          ({ name }) =>
            [records.fields[name], draftOf(path, theirs.value)[name] ?? '', stored[name] ?? ''] as const,
        )
        .filter(([, now, before]) => now !== before)
        .map(([label, now]) => [label, now] as const)}
      onTakeTheirs={() => takeTheirs(theirs)}
    />
  );
  return (
    <RecordForm
      path={path}
      draft={draft}
      onChange={setDraft}
      onSave={save}
      pending={change.isPending}
      error={change.error}
      cancelTo={`/${path}/${id}`}
      {...(conflict === false ? {} : { conflict })}
    />
  );
}
