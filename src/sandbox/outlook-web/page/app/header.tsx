import { makeStyles, mergeClasses, SearchBox, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Colleague } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Mark } from './mark.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: '#195687',
    color: '#ffffff',
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: '236px',
    flexShrink: 0,
    '@media (max-width: 1000px)': { width: 'auto' },
  },
  search: { flexGrow: 1, maxWidth: '480px', minWidth: 0, backgroundColor: tokens.colorNeutralBackground1 },
  space: { flexGrow: 1 },
});

/** So long somebody may think between two letters. */
const PAUSE_MS = 250;

/** The bar at the top: the name, the search for mails, the account. */
export function Header({
  user,
  className,
}: {
  readonly user: Colleague;
  readonly className: string;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  return (
    <header className={mergeClasses(styles.header, className)}>
      <div className={styles.brand}>
        <Mark size={24} />
        <Text size={400} weight="semibold">
          {words.product}
        </Text>
      </div>
      <MailSearch />
      <span className={styles.space} />
      <AccountMenu user={user} />
    </header>
  );
}

function MailSearch(): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const shown = params.get('search') ?? '';
  const [text, setText] = useState(shown);
  const [asked, setAsked] = useState(shown);
  if (asked !== shown) {
    // Somebody went elsewhere: the box says what the list shows.
    setAsked(shown);
    setText(shown);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === shown) return;
    const waiting = setTimeout(() => {
      const place = pathname.startsWith('/mail/') ? pathname : '/mail/inbox';
      void navigate(wanted === '' ? place : `${place}?search=${encodeURIComponent(wanted)}`, {
        replace: shown !== '',
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(waiting);
    };
  }, [text, shown, navigate, pathname]);
  return (
    <SearchBox
      className={styles.search}
      aria-label={words.searchIn}
      placeholder={words.search}
      value={text}
      dismiss={{ 'aria-label': words.clearSearch }}
      onChange={(_event, data) => {
        setText(data.value);
      }}
    />
  );
}
