import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MailRead24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Colleague } from '../../answers.ts';
import { PaneFrame } from '../pane/pane-frame.tsx';
import { useSpoken } from '../language/language.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Nothing } from '../parts/states.tsx';
import { useFolders, useMessage, useMessages } from '../parts/queries.ts';
import { Ribbon } from '../ribbon/ribbon.tsx';
import { Compose } from './compose.tsx';
import type { LetterDraft } from './letter.ts';
import { FolderList } from './folder-list.tsx';
import { MessageList } from './message-list.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { useMailCommands } from './use-mail-commands.tsx';
import { VISUALLY_HIDDEN } from '../parts/visually-hidden.ts';

const NARROW = '@media (max-width: 1000px)';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', minHeight: 0, gap: '6px', padding: '6px 6px 6px 0' },
  hidden: VISUALLY_HIDDEN,
  ribbon: { flexShrink: 0, boxShadow: tokens.shadow2 },
  columns: { display: 'flex', flexGrow: 1, minHeight: 0, gap: '6px' },
  sheet: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
  },
  folders: { width: '200px', flexShrink: 0, overflowY: 'auto', [NARROW]: { display: 'none' } },
  list: {
    display: 'flex',
    flexDirection: 'column',
    width: '340px',
    flexShrink: 0,
    minHeight: 0,
    '@media (max-width: 1280px)': { width: '300px' },
    [NARROW]: { flexGrow: 1, width: 'auto' },
  },
  reading: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  behind: { [NARROW]: { display: 'none' } },
});

/** Mail: folders, messages, and the one that is read or written. Narrow windows show one of them. */
export function MailPage({ user }: { readonly user: Colleague }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const { folder: role = 'inbox' } = useParams();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const open = params.get('open');
  const folders = useFolders();
  const folder = folders.data?.folders.find((one) => one.role === role || one.id === role);
  const list = useMessages(folder?.id ?? '', search);
  const message = useMessage(open);
  const [letter, setLetter] = useState<LetterDraft | null>(null);
  const openMessage = (id: string | null): void => {
    setLetter(null);
    setParams(
      { ...(search === '' ? {} : { search }), ...(id === null ? {} : { open: id }) },
      { replace: open !== null },
    );
  };
  const rows = list.data?.items ?? [];
  const commands = useMailCommands({
    user,
    rows,
    message: message.data ?? null,
    openMessage,
    write: setLetter,
  });
  const reads = open !== null || letter !== null;
  return (
    <main className={styles.page}>
      <h1 className={styles.hidden}>{words.mail}</h1>
      <Ribbon className={styles.ribbon} commands={commands.ribbon} />
      <Trouble error={commands.error} />
      <div className={styles.columns}>
        <FolderList
          className={mergeClasses(styles.sheet, styles.folders)}
          folders={folders.data?.folders ?? []}
          current={search === '' ? (folder?.id ?? '') : ''}
        />
        <MessageList
          className={mergeClasses(styles.sheet, styles.list, reads && styles.behind)}
          folder={folder ?? null}
          folders={folders.data?.folders ?? []}
          search={search}
          list={list}
          open={open}
          onOpen={openMessage}
          onDelete={commands.remove}
        />
        <section
          className={mergeClasses(styles.sheet, styles.reading, !reads && styles.behind)}
          aria-label={words.readingPane}
        >
          {letter !== null ? (
            <Compose
              key={letter.key}
              draft={letter}
              onEnd={() => {
                setLetter(null);
              }}
            />
          ) : open === null ? (
            <Nothing icon={<MailRead24Regular />} text={words.nothingOpen} />
          ) : (
            <ReadingPane
              message={message}
              onClose={() => {
                openMessage(null);
              }}
              onGone={() => {
                openMessage(null);
              }}
            />
          )}
        </section>
        <PaneFrame className={styles.sheet} />
      </div>
    </main>
  );
}
