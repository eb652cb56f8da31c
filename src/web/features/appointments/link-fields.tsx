import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import type { LinkedRecord } from './draft.ts';
import { RecordFinder } from './record-finder.tsx';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0 },
  type: { color: tokens.colorNeutralForeground2 },
});

interface LinkFieldsProps {
  readonly links: readonly LinkedRecord[];
  readonly onChange: (links: readonly LinkedRecord[]) => void;
}

/** The records that the appointment will belong to when it is saved. */
export function LinkFields({ links, onChange }: LinkFieldsProps) {
  const styles = useStyles();
  const { appointments, records } = useWords();
  return (
    <>
      {links.length > 0 && (
        <Rows label={appointments.records}>
          {links.map((record) => (
            <Row key={`${record.recordType}/${record.id}`}>
              <span className={styles.words}>{record.title || records.untitled}</span>
              <span className={styles.type}>{records.types[record.recordType]}</span>
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={appointments.unlink(record.title)}
                onClick={() => onChange(links.filter((each) => each !== record))}
              />
            </Row>
          ))}
        </Rows>
      )}
      <RecordFinder
        label={appointments.form.addRecord}
        taken={links}
        onFound={(record) => onChange([...links, record])}
      />
    </>
  );
}
