import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '1120px',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
    '@media (min-width: 900px)': { paddingInline: tokens.spacingHorizontalXXXL },
  },
  narrow: { maxWidth: '784px' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    minHeight: '40px',
  },
  title: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: 'none' },
    '@media (max-width: 480px)': {
      fontSize: tokens.fontSizeBase600,
      lineHeight: tokens.lineHeightBase600,
    },
  },
  above: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface PageProps {
  /** The page's heading and the window's title. */
  readonly title: string;
  /** Where the page belongs, above its heading: a link back. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  /** For forms and single records. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** One page of the application: its heading, what can be done, and the rest. The heading gets the focus on arrival. */
export function Page({ title, above, actions, narrow = false, children }: PageProps) {
  const styles = useStyles();
  const heading = useHeadingFocus(title);
  return (
    <div className={mergeClasses(styles.page, narrow && styles.narrow)}>
      <div>
        {above !== undefined && <div className={styles.above}>{above}</div>}
        <div className={styles.head}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
      </div>
      {children}
    </div>
  );
}

/** After a navigation, screen readers and the keyboard begin at the new page's heading. Never on the first load. */
function useHeadingFocus(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  const type = useNavigationType();
  useEffect(() => {
    document.title = `${title} · Liaison`;
  }, [title]);
  useEffect(() => {
    const inside = document.activeElement?.closest('main, [role=dialog]');
    if (key !== 'default' && type !== NavigationType.Pop && !inside?.contains(heading.current))
      heading.current?.focus();
    // Only a change of page moves the focus, never a change of its search parameters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);
  return heading;
}
