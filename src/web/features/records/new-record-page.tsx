import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordPath } from '../../api/records.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { changesOf, draftOf } from './draft.ts';
import { RecordForm } from './record-form.tsx';
import { useCreateRecord } from './use-records.ts';

/** Creates a record of this type. */
export function NewRecordPage({ path }: { readonly path: RecordPath }) {
  const { records, common } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [draft, setDraft] = useState(() => draftOf(path, null));
  const create = useCreateRecord(path, (record) => {
    notify(common.saved);
    void navigate(`/${path}/${record.id}`, { replace: true });
  });
  const save = () => create.mutate(changesOf(path, draft, {}));
  return (
    <Page
      title={records.create[path]}
      above={<TextLink to={`/${path}`}>{records.lists[path]}</TextLink>}
      narrow
    >
      <RecordForm
        path={path}
        draft={draft}
        onChange={setDraft}
        onSave={save}
        pending={create.isPending}
        error={create.error}
        cancelTo={`/${path}`}
      />
    </Page>
  );
}
