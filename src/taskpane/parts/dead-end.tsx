import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    margin: 'auto',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
    maxWidth: '380px',
    textAlign: 'center',
  },
  sign: {
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground3,
    fontSize: '32px',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface DeadEndProps {
  readonly sign: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** The way on. */
  readonly action?: ReactNode;
  /** Heading level: 1 where it is all that the pane shows. */
  readonly level?: 1 | 2;
}

/** There is nothing to show: says so, why, and what to do. */
export function DeadEnd({ sign, title, children, action, level = 1 }: DeadEndProps) {
  const styles = useStyles();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles.box}>
      <span aria-hidden className={styles.sign}>
        {sign}
      </span>
      <Heading className={styles.title}>{title}</Heading>
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}
