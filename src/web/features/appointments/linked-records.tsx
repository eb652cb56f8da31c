import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Appointment } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { recordAddress } from '../search/record-address.ts';
import { RecordFinder } from './record-finder.tsx';
import { useLink } from './use-appointments.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0 },
  type: { color: tokens.colorNeutralForeground2 },
});

/** The records that an appointment belongs to; linked and unlinked at once. */
export function LinkedRecords({ appointment }: { readonly appointment: Appointment }) {
  const styles = useStyles();
  const { appointments, records } = useWords();
  const link = useLink(appointment.id);
  const { links } = appointment;
  return (
    <Surface title={appointments.records} {...(links.length === 0 ? { text: appointments.noRecords } : {})}>
      {links.length > 0 && (
        <Rows label={appointments.records}>
          {links.map((record) => (
            <Row key={`${record.recordType}/${record.id}`}>
              <div className={styles.words}>
                <TextLink to={recordAddress(record.recordType, record.id)}>
                  {record.title || records.untitled}
                </TextLink>
                {record.rule !== null && (
                  <div className={styles.type}>{appointments.linkedByRule(record.rule)}</div>
                )}
              </div>
              <span className={styles.type}>{records.types[record.recordType]}</span>
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={appointments.unlink(record.title)}
                disabledFocusable={link.isPending}
                onClick={() => link.mutate({ record, connect: false })}
              />
            </Row>
          ))}
        </Rows>
      )}
      {link.error !== null && <Failure error={link.error} />}
      <RecordFinder
        label={appointments.linkRecord}
        taken={links}
        onFound={(record) => link.mutate({ record, connect: true })}
      />
    </Surface>
  );
}
