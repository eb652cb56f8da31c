import { Avatar, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Colleague } from '../../answers.ts';
import { Mark } from '../app/mark.tsx';
import { useSpoken } from '../language/language.tsx';
import { useChooseColleague } from '../parts/queries.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    placeItems: 'center',
    height: '100dvh',
    padding: tokens.spacingHorizontalL,
    backgroundImage: `linear-gradient(160deg, ${tokens.colorBrandBackground2} 0%, ${tokens.colorNeutralBackground3} 60%)`,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    width: 'min(420px, 100%)',
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow28,
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorBrandForeground1,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: '1.2',
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  choice: {
    justifyContent: 'flex-start',
    width: '100%',
    minHeight: '64px',
    gap: tokens.spacingHorizontalM,
    textAlign: 'left',
  },
  who: { display: 'flex', flexDirection: 'column', overflow: 'hidden' },
});

/** Three colleagues, one click, no password. */
export function SignIn({ colleagues }: { readonly colleagues: readonly Colleague[] }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const choose = useChooseColleague();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={24} />
          <Text weight="semibold" size={400}>
            {words.product}
          </Text>
        </div>
        <div>
          <h1 className={styles.title}>{words.signIn.title}</h1>
          <Text as="p">{words.signIn.text}</Text>
        </div>
        <ul className={styles.list}>
          {colleagues.map(({ name, displayName, address }) => (
            <li key={name}>
              <Button
                className={styles.choice}
                title={words.signIn.as(displayName)}
                disabled={choose.isPending}
                onClick={() => {
                  choose.mutate(name);
                }}
              >
                <Avatar name={displayName} color="colorful" size={40} aria-hidden />
                <span className={styles.who}>
                  <Text weight="semibold">{displayName}</Text>
                  <Text size={200}>{address}</Text>
                </span>
              </Button>
            </li>
          ))}
        </ul>
        {colleagues.length === 0 && <Text>{words.signIn.nobody}</Text>}
      </div>
    </main>
  );
}
