import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useWords } from '../language/spoken.ts';
import { useProblemWords } from '../language/use-problem-words.ts';

const useStyles = makeStyles({
  lines: { display: 'grid', gap: tokens.spacingVerticalM },
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXL}`,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
  },
  emptyTitle: { margin: 0, fontSize: tokens.fontSizeBase400, color: tokens.colorNeutralForeground1 },
  emptyText: { margin: 0, maxWidth: '60ch' },
});

/** Grey lines where content will be. They appear only after a moment, so that quick answers don't flicker. */
export function Loading({
  lines = 4,
  height = 40,
}: {
  readonly lines?: number;
  readonly height?: 40 | 64 | 128;
}) {
  const styles = useStyles();
  const words = useWords();
  const visible = useAfter(150);
  return (
    <div aria-busy="true" style={{ visibility: visible ? 'visible' : 'hidden' }}>
      <Skeleton aria-label={words.common.loading} className={styles.lines}>
        {Array.from({ length: lines }, (_, line) => (
          <SkeletonItem key={line} size={height} />
        ))}
      </Skeleton>
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet: says so, why, and what to do. */
export function Empty({ title, children, action }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{title}</h2>
      {children !== undefined && <p className={styles.emptyText}>{children}</p>}
      {action}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  /** Tries again; without it there is no button. */
  readonly retry?: () => void;
  readonly title?: string;
}

/** A call failed: what happened in the user's language, and a way on. */
export function Failure({ error, retry, title }: FailureProps) {
  const words = useWords();
  const explain = useProblemWords();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>} {explain(error)}
      </MessageBarBody>
      {retry !== undefined && (
        <MessageBarActions>
          <Button onClick={retry}>{words.common.tryAgain}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function useAfter(milliseconds: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return over;
}
