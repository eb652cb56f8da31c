import { Badge, makeStyles, Persona, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { AppointmentAnswer, AttendeeAnswer, Response } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';

const COLOURS = {
  none: 'informative',
  organizer: 'brand',
  tentative: 'warning',
  accepted: 'success',
  declined: 'danger',
} as const satisfies Readonly<Record<Response, string>>;

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(330px, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  badge: { flexShrink: 0, whiteSpace: 'nowrap' },
  person: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
});

/** Who comes, and who said so. */
export function Answers({ meeting }: { readonly meeting: AppointmentAnswer }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const { organizer, required, optional } = meeting;
  const lists: readonly (readonly [string, readonly AttendeeAnswer[]])[] = [
    [words.meeting.organizer, [{ ...organizer, response: 'organizer' }]],
    [words.meeting.required, required],
    [words.meeting.optional, optional],
  ];
  return (
    <section className={styles.section} aria-label={words.meeting.people}>
      {lists
        .filter(([, people]) => people.length > 0)
        .map(([title, people]) => (
          <div key={title} className={styles.section}>
            <h2 className={styles.heading}>{title}</h2>
            <ul className={styles.list}>
              {people.map((person) => (
                <Person key={person.address} person={person} />
              ))}
            </ul>
          </div>
        ))}
    </section>
  );
}

function Person({ person: { name, address, response } }: { readonly person: AttendeeAnswer }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  return (
    <li className={styles.person}>
      <Persona
        name={name}
        secondaryText={<Text size={200}>{address}</Text>}
        avatar={{ color: 'colorful', 'aria-hidden': true }}
      />
      {response !== 'organizer' && (
        <Badge className={styles.badge} appearance="tint" color={COLOURS[response]}>
          {words.response[response]}
        </Badge>
      )}
    </li>
  );
}
