import { useEffect, useRef } from 'react';
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useWords } from '../language/spoken.ts';

interface ConflictNoticeProps {
  /** What both changed: the field's label and what they made of it. */
  readonly differences: readonly (readonly [string, string])[];
  readonly onTakeTheirs: () => void;
}

/** Somebody else saved first. Nothing typed is lost: save again over theirs, or take theirs. */
export function ConflictNotice({ differences, onTakeTheirs }: ConflictNoticeProps) {
  const { records } = useWords();
  const { conflict } = records;
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer browsers return a promise from it, which React would take for a clean-up.
    notice.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={notice}>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{conflict.title}</MessageBarTitle> {conflict.text}
          {differences.length > 0 && (
            <>
              <br />
              {conflict.both}
              <ul>
                {differences.map(([field, value]) => (
                  <li key={field}>{conflict.theirs(field, value)}</li>
                ))}
              </ul>
            </>
          )}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onTakeTheirs}>{conflict.reload}</Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
