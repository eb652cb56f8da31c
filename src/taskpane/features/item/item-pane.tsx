import { useCallback, useEffect, useRef } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { MailReadRegular, WarningRegular } from '@fluentui/react-icons';
import type { ItemView } from '../../../contract/item.ts';
import { NoticeBar } from '../../app/notice-bar.tsx';
import { useNotices } from '../../app/notices.ts';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import type { Followed } from '../../office/follow-item.ts';
import type { OpenItem } from '../../office/port.ts';
import { useOpenItem } from '../../office/use-open-item.ts';
import { markUsable } from '../../paint.ts';
import { DeadEnd } from '../../parts/dead-end.tsx';
import { useSessionState } from '../../session/use-session.ts';
import { ItemContent } from './item-content.tsx';
import { useAgain } from './use-again.ts';

const useStyles = makeStyles({
  alone: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  main: { display: 'flex', flex: 1, overflowY: 'auto' },
  dock: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}` },
});

/** What is open in Outlook, and everything that the CRM knows about it. */
export function ItemPane() {
  const { outlook, api } = usePane();
  const load = useCallback((open: OpenItem, signal: AbortSignal) => api.viewItem(open.item, signal), [api]);
  const { followed, again, show } = useOpenItem<ItemView>(outlook, load);
  const showOrAsk = useCallback(
    (open: OpenItem, view: ItemView | null) => (view === null ? again() : show(open, view)),
    [again, show],
  );
  useAgain(followed, again);
  useSignedInAgain(again);
  const usable = followed.stage === 'shown';
  useEffect(() => {
    if (usable) markUsable();
  }, [usable]);
  if (followed.stage === 'nothing' || followed.stage === 'unreadable') {
    return <NoItem followed={followed} again={again} />;
  }
  return <ItemContent followed={followed} again={again} show={showOrAsk} />;
}

/** After a sign-in in place of a session that ended, everything is asked for once more, and what failed by its end is past. */
function useSignedInAgain(again: () => void): void {
  const { session } = usePane();
  const { forgetFailure } = useNotices();
  const { stage } = useSessionState(session);
  const wasOut = useRef(false);
  useEffect(() => {
    if (stage === 'signed-out') wasOut.current = true;
    if (stage !== 'signed-in' || !wasOut.current) return;
    wasOut.current = false;
    forgetFailure();
    again();
  }, [stage, again, forgetFailure]);
}

interface NoItemProps {
  readonly followed: Extract<Followed<ItemView>, { readonly stage: 'nothing' | 'unreadable' }>;
  readonly again: () => void;
}

function NoItem({ followed, again }: NoItemProps) {
  const styles = useStyles();
  const { states, common } = useWords();
  const explain = useProblemWords();
  return (
    <div className={styles.alone}>
      <main className={styles.main}>
        {followed.stage === 'nothing' ? (
          <DeadEnd sign={<MailReadRegular />} title={states.nothingTitle}>
            {states.nothingText}
          </DeadEnd>
        ) : (
          <DeadEnd
            sign={<WarningRegular />}
            title={states.officeTitle}
            action={<Button onClick={again}>{common.tryAgain}</Button>}
          >
            {explain(followed.error)}
          </DeadEnd>
        )}
      </main>
      <div className={styles.dock}>
        <NoticeBar itemKey={null} />
      </div>
    </div>
  );
}
