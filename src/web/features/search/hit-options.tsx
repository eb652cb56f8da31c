import { Option, makeStyles, tokens } from '@fluentui/react-components';
import type { RecordHit } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';

const useStyles = makeStyles({
  hit: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  below: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  nothing: { color: tokens.colorNeutralForeground2 },
});

interface HitOptionsProps {
  readonly hits: readonly RecordHit[];
  readonly error: unknown;
  readonly ready: boolean;
  readonly text: string;
}

/** Hits of a search as options of a combobox; an option's value is `recordType/id`. Says so when there are none. */
export function HitOptions({ hits, error, ready, text }: HitOptionsProps) {
  const styles = useStyles();
  const { shell, records, common } = useWords();
  const formats = useFormats();
  const explain = useProblemWords();
  if (hits.length === 0) {
    const said =
      error !== null ? explain(error) : ready ? shell.searchNothing(text.trim()) : `${common.loading} …`;
    return (
      <Option disabled text={said} value="" checkIcon={null} className={styles.nothing}>
        {said}
      </Option>
    );
  }
  return hits.map((hit) => (
    <Option
      key={`${hit.recordType}/${hit.id}`}
      value={`${hit.recordType}/${hit.id}`}
      text={hit.title || records.untitled}
      checkIcon={null}
    >
      <span className={styles.hit}>
        <span>{hit.title || records.untitled}</span>
        <span className={styles.below}>
          {[records.types[hit.recordType], hit.date === undefined ? hit.subtitle : formats.shortDay(hit.date)]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </span>
    </Option>
  ));
}
