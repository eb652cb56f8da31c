import { Avatar, Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Important16Filled, LockClosed16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { MessageAnswer, PersonAnswer } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';

const useStyles = makeStyles({
  marks: { display: 'flex', gap: tokens.spacingHorizontalS },
  sender: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  people: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  from: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  address: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  line: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  when: { color: tokens.colorNeutralForeground2, textAlign: 'right' },
});

/** Who wrote to whom, when. */
export function MessageHeader({ message }: { readonly message: MessageAnswer }): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const { from, to, cc, bcc, at } = message;
  return (
    <>
      <Marks message={message} />
      <div className={styles.sender}>
        <Avatar name={from.name} color="colorful" size={40} aria-hidden />
        <div className={styles.people}>
          <span className={styles.from}>
            <Text weight="semibold">{from.name}</Text>
            {from.name !== from.address && (
              <Text size={200} className={styles.address}>
                {from.address}
              </Text>
            )}
          </span>
          <Recipients label={words.to} people={to} />
          <Recipients label={words.cc} people={cc} />
          <Recipients label={words.bcc} people={bcc} />
        </div>
        <Text size={200} className={styles.when} as="span">
          {formats.moment(at)}
        </Text>
      </div>
    </>
  );
}

function Marks({ message }: { readonly message: MessageAnswer }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const { important, isPrivate, draft } = message;
  if (!important && !isPrivate && !draft) return null;
  return (
    <div className={styles.marks}>
      {draft && (
        <Badge appearance="tint" color="danger">
          {words.draft}
        </Badge>
      )}
      {important && (
        <Badge appearance="tint" color="danger" icon={<Important16Filled />}>
          {words.important}
        </Badge>
      )}
      {isPrivate && (
        <Badge appearance="tint" color="informative" icon={<LockClosed16Regular />}>
          {words.private}
        </Badge>
      )}
    </div>
  );
}

function Recipients({
  label,
  people,
}: {
  readonly label: string;
  readonly people: readonly PersonAnswer[];
}): ReactNode {
  const styles = useStyles();
  if (people.length === 0) return null;
  const names = people
    .map(({ name, address }) => (name === address ? address : `${name} <${address}>`))
    .join('; ');
  return (
    <Text size={200} className={styles.line} title={names}>
      {label}: {people.map(({ name }) => name).join('; ')}
    </Text>
  );
}
