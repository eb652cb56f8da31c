import { useId } from 'react';
import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
});

interface SectionProps {
  readonly title: string;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A part of the pane with its heading. The heading takes the focus when what had it inside is gone (useFocusKept). */
export function Section({ title, busy = false, children }: SectionProps) {
  const styles = useStyles();
  const heading = useId();
  return (
    <section aria-labelledby={heading} aria-busy={busy || undefined} className={styles.section}>
      <h2 id={heading} className={styles.title} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
