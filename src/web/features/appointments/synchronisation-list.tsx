import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Appointment } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { Failure } from '../../parts/states.tsx';
import { NotSentActions } from '../mailboxes/not-sent-actions.tsx';
import { useUser } from '../session/user-context.ts';
import { SyncSign, useSyncWords } from './sync-sign.tsx';
import { useUserNames } from './use-appointments.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0, display: 'grid' },
  below: { color: tokens.colorNeutralForeground2 },
});

/** How the appointment stands in each mailbox, and why. */
export function SynchronisationList({ appointment }: { readonly appointment: Appointment }) {
  const styles = useStyles();
  const { appointments, mailboxes } = useWords();
  const user = useUser();
  const names = useUserNames();
  const syncWords = useSyncWords();
  const [error, setError] = useState<unknown>(null);
  const entries = appointment.synchronisation;
  return (
    <Surface
      title={appointments.synchronisation}
      {...(entries.length === 0 ? { text: syncWords(null) } : {})}
    >
      {error !== null && <Failure error={error} />}
      {entries.length > 0 && (
        <Rows label={appointments.synchronisation}>
          {entries.map((entry) => (
            <Row key={entry.linkId}>
              <SyncSign entries={[entry]} />
              <div className={styles.words}>
                <span>
                  {entry.userId === user.id
                    ? appointments.syncOwn
                    : appointments.syncOf(names.data?.get(entry.userId) ?? '…')}
                </span>
                <span className={styles.below}>{syncWords(entry)}</span>
              </div>
              {entry.userId === user.id && entry.state === 'not-sent' && (
                <NotSentActions
                  mailboxId={entry.mailboxId}
                  item={entry}
                  title={appointment.title ?? mailboxes.noTitle}
                  onFailure={setError}
                />
              )}
              {entry.userId === user.id && (
                <TextLink to={`/mailboxes/${entry.mailboxId}?tab=history&item=${entry.linkId}`}>
                  {mailboxes.itemHistory}
                </TextLink>
              )}
            </Row>
          ))}
        </Rows>
      )}
    </Surface>
  );
}
