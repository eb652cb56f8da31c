import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useSpoken } from '../language/language.tsx';

const useStyles = makeStyles({
  middle: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    height: '100%',
    minHeight: '160px',
    padding: tokens.spacingHorizontalXL,
    textAlign: 'center',
    color: tokens.colorNeutralForeground3,
  },
});

/** Something is on its way. */
export function Waiting(): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  return (
    <div className={styles.middle} aria-busy="true">
      <Spinner size="small" label={words.loading} />
    </div>
  );
}

/** The sandbox did not answer. */
export function Failed({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  return (
    <div className={styles.middle} role="alert">
      <Text>{words.failed}</Text>
      <Button onClick={onRetry}>{words.tryAgain}</Button>
    </div>
  );
}

/** There is nothing here, and that is no mistake. */
export function Nothing({ icon, text }: { readonly icon?: ReactElement; readonly text: string }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.middle}>
      {icon}
      <Text>{text}</Text>
    </div>
  );
}
