import type { ReactNode } from 'react';
import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Something for screen readers alone, said politely whenever it changes. */
export function HiddenStatus({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.hidden}>
      {children}
    </div>
  );
}
