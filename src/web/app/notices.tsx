import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';

type Notify = (text: string) => void;

const NoticeContext = createContext<Notify | null>(null);

/** How long a notice stays, in milliseconds. */
const STAY = 5_000;

const useStyles = makeStyles({
  // Nothing in it takes the focus or the pointer: it says something and is in nobody's way.
  region: {
    position: 'fixed',
    zIndex: 1000,
    right: tokens.spacingHorizontalL,
    bottom: tokens.spacingVerticalL,
    left: tokens.spacingHorizontalL,
    display: 'flex',
    justifyContent: 'flex-end',
    pointerEvents: 'none',
  },
  notice: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    maxWidth: '420px',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
  },
  sign: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
});

/** Shows short notices of success in a corner, and says them to screen readers. Failures are shown in place instead. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const [notice, setNotice] = useState<{ readonly text: string } | null>(null);
  const notify = useCallback<Notify>((text) => {
    setNotice({ text });
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      setNotice(null);
    }, STAY);
    return () => {
      clearTimeout(timer);
    };
  }, [notice]);
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <div className={styles.region} role="status">
        {notice !== null && (
          <div className={styles.notice}>
            <CheckmarkCircleFilled fontSize={20} className={styles.sign} aria-hidden />
            {notice.text}
          </div>
        )}
      </div>
    </NoticeContext.Provider>
  );
}

/** Says that something worked. */
export function useNotify(): Notify {
  const notify = useContext(NoticeContext);
  if (notify === null) throw new Error('NoticeProvider is missing');
  return notify;
}
