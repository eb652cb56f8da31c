import { useContext } from 'react';
import type { ReactNode } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import { InSurfaceContext } from './in-surface.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
  // In a bordered part of the page a second border would only be noise.
  flush: { border: 'none', borderRadius: 0, backgroundColor: 'transparent' },
  flushRow: {
    paddingLeft: tokens.spacingHorizontalXXS,
    paddingRight: tokens.spacingHorizontalXXS,
    '@media (max-width: 480px)': { paddingLeft: 0, paddingRight: 0 },
    ':first-child': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  row: {
    position: 'relative',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    minHeight: '44px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    '@media (max-width: 480px)': {
      paddingLeft: tokens.spacingHorizontalM,
      paddingRight: tokens.spacingHorizontalM,
    },
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  linked: { ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover } },
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecoration: 'none',
    // The whole row is the link's target; other controls in it lie above.
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: 'none' },
    ':focus-visible::after': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  above: { position: 'relative', zIndex: 1 },
});

/** A list with a line between its rows. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const flush = useContext(InSurfaceContext);
  return (
    <ul className={mergeClasses(styles.list, flush && styles.flush)} aria-label={label}>
      {children}
    </ul>
  );
}

/** One row; with a RowLink in it the whole row leads there. */
export function Row({
  children,
  linked = false,
}: {
  readonly children: ReactNode;
  readonly linked?: boolean;
}) {
  const styles = useStyles();
  const flush = useContext(InSurfaceContext);
  return (
    <li className={mergeClasses(styles.row, flush && styles.flushRow, linked && styles.linked)}>
      {children}
    </li>
  );
}

/** The link that a row stands for. */
export function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link to={to} className={useStyles().link}>
      {children}
    </Link>
  );
}

/** Keeps buttons and tooltips of a linked row clickable. */
export function AboveLink({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().above}>{children}</div>;
}
