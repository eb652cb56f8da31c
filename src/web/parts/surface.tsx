import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { InSurfaceContext } from './in-surface.ts';

const useStyles = makeStyles({
  surface: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalL },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  text: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    maxWidth: '68ch',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
  },
  words: { flex: '1 1 min(280px, 100%)', minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface SurfaceProps {
  readonly title?: string;
  readonly text?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A bordered part of a page, with a heading of its own. */
export function Surface({ title, text, actions, children }: SurfaceProps) {
  const styles = useStyles();
  return (
    <section className={styles.surface} aria-label={title}>
      {title !== undefined && (
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 className={styles.title}>{title}</h2>
            {text !== undefined && <p className={styles.text}>{text}</p>}
          </div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      <InSurfaceContext.Provider value>{children}</InSurfaceContext.Provider>
    </section>
  );
}
