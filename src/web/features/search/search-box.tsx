import { useEffect, useRef, useState } from 'react';
import { Combobox, makeStyles } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useWords } from '../../language/spoken.ts';
import { recordAddress } from './record-address.ts';
import { HitOptions } from './hit-options.tsx';
import { useOpen } from './use-open.ts';
import { useRecordSearch } from './use-record-search.ts';

const useStyles = makeStyles({
  box: { width: '100%', minWidth: 0 },
  list: { maxHeight: 'min(60vh, 480px)' },
});

/** Finds any record from anywhere; "/" puts the cursor here. */
export function SearchBox() {
  const styles = useStyles();
  const { shell } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const list = useOpen(text);
  const input = useRef<HTMLInputElement>(null);
  const { hits, error, ready } = useRecordSearch(text, []);
  useSlashKey(() => input.current?.focus());
  const go = (value: string | undefined) => {
    const hit = hits.find((each) => `${each.recordType}/${each.id}` === value);
    if (hit === undefined) return;
    setText('');
    list.close();
    void navigate(recordAddress(hit.recordType, hit.id));
  };
  return (
    <div role="search">
      <Combobox
        input={{ ref: input }}
        className={styles.box}
        aria-label={shell.searchLabel}
        aria-keyshortcuts="/"
        placeholder={shell.searchHint}
        expandIcon={<SearchRegular />}
        freeform
        value={text}
        selectedOptions={[]}
        {...list.props}
        onChange={(event) => {
          setText(event.target.value);
          list.typed();
        }}
        onOptionSelect={(_, data) => go(data.optionValue)}
        listbox={{ className: styles.list }}
      >
        <HitOptions hits={hits} error={error} ready={ready} text={text} />
      </Combobox>
    </div>
  );
}

function useSlashKey(action: () => void): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable=true]')) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
