import { useState } from 'react';
import { Button, Combobox, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import { HitOptions } from '../search/hit-options.tsx';
import { useOpen } from '../search/use-open.ts';
import { useRecordSearch } from '../search/use-record-search.ts';
import { useRecord } from './use-records.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalXS },
  box: { flexGrow: 1, minWidth: 0 },
});

interface RecordPickerProps {
  readonly type: 'company' | 'person';
  /** '' for none. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Handed on by Field. */
  readonly id?: string;
  readonly 'aria-labelledby'?: string;
}

/** Chooses one company or person by typing part of its name. */
export function RecordPicker({ type, value, onChange, ...field }: RecordPickerProps) {
  const styles = useStyles();
  const { records } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const list = useOpen(typed ?? '');
  const chosen = useRecord(type === 'company' ? 'companies' : 'persons', value === '' ? null : value);
  const { hits, error, ready } = useRecordSearch(typed ?? '', [type]);
  const shown = typed ?? (value === '' ? '' : (chosen.data?.value.name ?? ''));
  return (
    <div className={styles.line}>
      <Combobox
        {...field}
        className={styles.box}
        freeform
        placeholder={records.picker.placeholder}
        value={shown}
        selectedOptions={[]}
        {...list.props}
        onChange={(event) => {
          setTyped(event.target.value);
          list.typed();
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          // Enter chooses; it must not save the form around.
          if (event.key === 'Enter') event.preventDefault();
        }}
        onOptionSelect={(_, data) => {
          const id = data.optionValue?.split('/')[1];
          if (id === undefined) return;
          onChange(id);
          setTyped(null);
          list.close();
        }}
      >
        <HitOptions hits={hits} error={error} ready={ready} text={typed ?? ''} />
      </Combobox>
      {value !== '' && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={`${records.picker.clear}: ${records.types[type]}`}
          onClick={() => onChange('')}
        />
      )}
    </div>
  );
}
