import { makeStyles, tokens } from '@fluentui/react-components';
import type { Appointment, Participant } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useUser } from '../session/user-context.ts';
import { nameOf, plainAddress } from './attendees.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0, display: 'grid' },
  below: { color: tokens.colorNeutralForeground2 },
});

/** Who takes part, and what they answered. */
export function ParticipantList({ appointment }: { readonly appointment: Appointment }) {
  const styles = useStyles();
  const { appointments } = useWords();
  const attendees = Object.entries(appointment.participants ?? {}).map(([address, participant]) => ({
    address,
    participant,
  }));
  return (
    <Surface
      title={appointments.participants}
      {...(attendees.length === 0 ? { text: appointments.noParticipants } : {})}
    >
      {attendees.length > 0 && (
        <Rows label={appointments.participants}>
          {attendees.map((attendee) => (
            <Row key={attendee.address}>
              <div className={styles.words}>
                <span>{nameOf(attendee)}</span>
                {nameOf(attendee) !== plainAddress(attendee.address) && (
                  <span className={styles.below}>{plainAddress(attendee.address)}</span>
                )}
              </div>
              <Standing participant={attendee.participant} address={attendee.address} />
            </Row>
          ))}
        </Rows>
      )}
    </Surface>
  );
}

/** What somebody is to the meeting: organiser, you, optional, and their answer. */
export function Standing({
  participant,
  address,
}: {
  readonly participant: Participant;
  readonly address: string;
}) {
  const styles = useStyles();
  const { appointments } = useWords();
  const user = useUser();
  const parts = [
    participant.roles['owner'] ? appointments.organizer : '',
    address === `mailto:${user.email.toLowerCase()}` ? appointments.you : '',
    participant.roles['optional'] ? appointments.optional : '',
    participant.roles['owner'] ? '' : appointments.status[participant.participationStatus ?? 'needs-action'],
  ];
  return <span className={styles.below}>{parts.filter((part) => part !== '').join(' · ')}</span>;
}
