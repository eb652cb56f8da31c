import { useState } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ItemView } from '../../../contract/item.ts';
import { NoticeBar } from '../../app/notice-bar.tsx';
import { useNotices } from '../../app/notices.ts';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import type { Followed } from '../../office/follow-item.ts';
import type { OpenItem } from '../../office/port.ts';
import { HiddenStatus } from '../../parts/hidden-status.tsx';
import { useFocusKept } from '../../parts/use-focus-kept.ts';
import { ChoiceSection } from '../choice/choice-section.tsx';
import { SaveBar } from '../choice/save-bar.tsx';
import { useChoice } from '../choice/use-choice.ts';
import { useDismissals } from '../choice/use-dismissals.ts';
import { LinksSection } from '../links/links-section.tsx';
import { PeopleSection } from '../people/people-section.tsx';
import { PreviewSection } from '../preview/preview-section.tsx';
import { AccountLine } from '../session/account-line.tsx';
import { ItemFailure, StaleBar } from './item-failure.tsx';
import { ItemHeader } from './item-header.tsx';
import { ItemStateCard } from './item-state.tsx';
import { useWrites } from './use-writes.ts';
import { linkWrite, markWrite, notSentWrite, unlinkWrite } from './writes.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    gap: tokens.spacingVerticalL,
    minHeight: 0,
    overflowY: 'auto',
    '& > *': { flexShrink: 0 },
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
  },
  dock: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // The notices' place has to be there before a notice is, or screen readers miss it; empty, it takes no room.
  empty: { padding: 0, borderTopStyle: 'none', gap: 0 },
});

type WithItem = Exclude<Followed<ItemView>, { readonly stage: 'nothing' | 'unreadable' }>;

interface ItemContentProps {
  readonly followed: WithItem;
  readonly again: () => void;
  readonly show: (open: OpenItem, view: ItemView | null) => void;
}

/**
 * The pane of an item. It stays in place while Outlook goes on to the next, so that the focus stays where it is; everything
 * that belongs to an item hangs on its key.
 */
export function ItemContent({ followed, again, show }: ItemContentProps) {
  const styles = useStyles();
  const pane = usePane();
  const { latest } = useNotices();
  const { notices, item: words } = useWords();
  const open = 'open' in followed ? followed.open : null;
  const view = followed.stage === 'shown' ? followed.value : null;
  const itemKey = useLastKey(open);
  const choice = useChoice(itemKey);
  const dismissals = useDismissals();
  const writes = useWrites(show);
  const pending = open === null ? null : writes.pendingOf(open.key);
  useFocusKept(itemKey);
  const draft = open !== null && open.composing && open.item.kind === 'message';
  const chosen = view === null ? [] : choice.records;
  const save = () => {
    if (open === null) return;
    const records = choice.records;
    writes.perform(linkWrite(pane, open, records), () => choice.clear(records));
  };
  const failed = followed.stage === 'failed';
  return (
    <div className={styles.pane}>
      <HiddenStatus>{open !== null && notices.itemShown(open.item.subject || words.noSubject)}</HiddenStatus>
      <main className={styles.main}>
        {!failed && <StaleBar error={followed.stage === 'shown' ? followed.error : null} again={again} />}
        <ItemHeader open={open} />
        {failed ? (
          <ItemFailure error={followed.error} again={again} />
        ) : (
          <>
            {!draft && (
              <ItemStateCard
                state={view?.state ?? null}
                pending={pending}
                onMark={(on) => open && writes.perform(markWrite(pane.api, open, on))}
                onDecide={(decision) => open && writes.perform(notSentWrite(pane.api, open, decision))}
              />
            )}
            <PeopleSection people={view?.people ?? null} open={open} />
            <LinksSection
              links={view?.links ?? []}
              pending={pending}
              onUnlink={(link) => open && writes.perform(unlinkWrite(pane.api, open, link))}
            />
            <ChoiceSection
              itemKey={itemKey}
              round={writes.roundOf(itemKey)}
              view={view}
              choice={choice}
              dismissals={dismissals}
              draft={draft}
              disabled={pending?.kind === 'link'}
            />
            {open !== null && !draft && <PreviewSection key={itemKey} open={open} />}
          </>
        )}
        <AccountLine />
      </main>
      <div className={mergeClasses(styles.dock, latest === null && chosen.length === 0 && styles.empty)}>
        <NoticeBar itemKey={open?.key ?? null} />
        <SaveBar
          count={chosen.length}
          saving={pending?.kind === 'link'}
          unsavedMeeting={open !== null && open.item.itemId === null}
          onSave={save}
          onClear={() => choice.clear()}
        />
      </div>
    </div>
  );
}

/** The key of what is open; while Outlook is asked, that of what was open: it may be the same again. */
function useLastKey(open: OpenItem | null): string {
  const [last, setLast] = useState(open?.key ?? '');
  if (open !== null && open.key !== last) setLast(open.key);
  return open?.key ?? last;
}
