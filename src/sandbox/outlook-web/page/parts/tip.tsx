import { makeStyles, Tooltip } from '@fluentui/react-components';
import type { TooltipProps } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ around: { display: 'contents' } });

/** A tooltip that stands in the landmark of what it explains: at the end of the page it would be outside of all. */
export function Tip(props: TooltipProps): ReactNode {
  const styles = useStyles();
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const find = useCallback((around: HTMLElement | null) => {
    setLandmark(around?.closest<HTMLElement>('main, nav') ?? null);
  }, []);
  return (
    <span ref={find} className={styles.around}>
      <Tooltip {...props} mountNode={landmark} />
    </span>
  );
}
