import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpoken } from '../language/language.tsx';
import { Refused } from './face.ts';

/** What went wrong with what somebody wanted done; nothing while nothing did. */
export function Trouble({ error }: { readonly error: Error | null }): ReactNode {
  const { words } = useSpoken();
  if (error === null) return null;
  return (
    <MessageBar intent="error" role="alert">
      <MessageBarBody>
        {error instanceof Refused ? words.refused(error.message) : words.failed}
      </MessageBarBody>
    </MessageBar>
  );
}
