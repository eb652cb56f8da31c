import { Fragment } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Message, MessageAddress } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Surface } from '../../parts/surface.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    margin: 0,
    '@media (max-width: 480px)': { marginBottom: tokens.spacingVerticalS },
  },
  // Breaks between people first, then between name and address, and inside of a word only if it is wider than the page.
  person: { minWidth: 0, overflowWrap: 'break-word' },
  word: { display: 'inline-block', maxWidth: '100%' },
});

/** Who wrote to whom, and when, as at the head of a letter. */
export function MessageFacts({ message }: { readonly message: Message }) {
  const styles = useStyles();
  const { messages } = useWords();
  const formats = useFormats();
  const { from, to, cc, bcc, sentAt, receivedAt } = message;
  const people = [
    [messages.from, from],
    [messages.to, to],
    [messages.cc, cc],
    [messages.bcc, bcc],
  ] as const;
  const times = [
    [messages.sent, sentAt],
    [messages.received, receivedAt],
  ] as const;
  return (
    <Surface>
      <dl className={styles.facts}>
        {people.map(([name, list]) => list.length > 0 && <PeopleFact key={name} name={name} list={list} />)}
        {times.map(
          ([name, at]) =>
            at !== null && (
              <Fragment key={name}>
                <dt className={styles.name}>{name}</dt>
                <dd className={styles.value}>{formats.moment(at)}</dd>
              </Fragment>
            ),
        )}
      </dl>
    </Surface>
  );
}

interface PeopleFactProps {
  readonly name: string;
  readonly list: readonly MessageAddress[];
}

function PeopleFact({ name, list }: PeopleFactProps) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {list.map((person, index) => (
          <span key={index} className={styles.person}>
            {partsOf(person).map((part, place) => (
              <Fragment key={place}>
                {place > 0 && ' '}
                <span className={styles.word}>{part}</span>
              </Fragment>
            ))}
            {index < list.length - 1 && ','}
          </span>
        ))}
      </dd>
    </>
  );
}

/** Name and address ('Ada Byron', '<ada@example.org>'), or what there is of them. */
function partsOf({ name, address }: MessageAddress): readonly string[] {
  if (name === '' || name === address) return [address];
  return address === '' ? [name] : [name, `<${address}>`];
}
