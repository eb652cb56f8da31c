import { useState } from 'react';
import { Combobox, Field } from '@fluentui/react-components';
import type { RecordType } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { HitOptions } from '../search/hit-options.tsx';
import { useOpen } from '../search/use-open.ts';
import { useRecordSearch } from '../search/use-record-search.ts';
import type { LinkedRecord } from './draft.ts';

const LINKABLE: readonly RecordType[] = ['company', 'person', 'opportunity', 'matter'];

interface RecordFinderProps {
  readonly label: string;
  /** Already linked: not offered. */
  readonly taken: readonly Pick<LinkedRecord, 'recordType' | 'id'>[];
  readonly onFound: (record: LinkedRecord) => void;
}

/** Finds a record to link by typing. */
export function RecordFinder({ label, taken, onFound }: RecordFinderProps) {
  const { records } = useWords();
  const [text, setText] = useState('');
  const list = useOpen(text);
  const { hits, error, ready } = useRecordSearch(text, LINKABLE);
  const known = new Set(taken.map((record) => `${record.recordType}/${record.id}`));
  const offered = hits.filter((hit) => !known.has(`${hit.recordType}/${hit.id}`));
  return (
    <Field label={label}>
      <Combobox
        freeform
        placeholder={records.picker.placeholder}
        value={text}
        selectedOptions={[]}
        {...list.props}
        onChange={(event) => {
          setText(event.target.value);
          list.typed();
        }}
        onKeyDown={(event) => {
          // Enter chooses; it must not save the form around.
          if (event.key === 'Enter') event.preventDefault();
        }}
        onOptionSelect={(_, data) => {
          const hit = offered.find((each) => `${each.recordType}/${each.id}` === data.optionValue);
          setText('');
          list.close();
          if (hit !== undefined) onFound({ recordType: hit.recordType, id: hit.id, title: hit.title });
        }}
      >
        <HitOptions hits={offered} error={error} ready={ready} text={text} />
      </Combobox>
    </Field>
  );
}
