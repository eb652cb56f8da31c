import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  ground: {
    minHeight: '100%',
    display: 'flex',
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  column: {
    width: '100%',
    maxWidth: '380px',
    margin: 'auto',
    display: 'grid',
    gap: tokens.spacingVerticalL,
  },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const MARK = new URL('../../../assets/liaison.svg', import.meta.url).href;

interface SignInFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** The dialog's one column, with the mark above it. */
export function SignInFrame({ title, lead, children }: SignInFrameProps) {
  const styles = useStyles();
  return (
    <main className={styles.ground}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <img src={MARK} width={32} height={32} alt="" />
          <span className={styles.name}>Liaison</span>
        </div>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
