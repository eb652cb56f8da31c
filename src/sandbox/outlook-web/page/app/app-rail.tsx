import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CalendarLtr24Filled,
  CalendarLtr24Regular,
  Mail24Filled,
  Mail24Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useSpoken } from '../language/language.tsx';
import { Tip } from '../parts/tip.tsx';

const useStyles = makeStyles({
  rail: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalS,
  },
  link: {
    display: 'grid',
    placeItems: 'center',
    width: '40px',
    height: '40px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  here: {
    color: tokens.colorBrandForeground1,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    borderRadius: '2px',
  },
});

/** The apps of this Outlook: mail and calendar. */
export function AppRail(): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const { pathname } = useLocation();
  const apps = [
    {
      to: '/mail/inbox',
      at: '/mail',
      name: words.mail,
      filled: <Mail24Filled />,
      regular: <Mail24Regular />,
    },
    {
      to: '/calendar',
      at: '/calendar',
      name: words.calendar,
      filled: <CalendarLtr24Filled />,
      regular: <CalendarLtr24Regular />,
    },
  ];
  return (
    <nav className={styles.rail} aria-label={words.apps}>
      {apps.map(({ to, at, name, filled, regular }) => {
        const here = pathname.startsWith(at);
        return (
          <Tip key={to} content={name} relationship="label" positioning="after">
            <Link
              to={to}
              className={mergeClasses(styles.link, here && styles.here)}
              {...(here ? { 'aria-current': 'page' as const } : {})}
            >
              {here ? filled : regular}
            </Link>
          </Tip>
        );
      })}
    </nav>
  );
}
