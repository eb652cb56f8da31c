import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { FolderAnswer, MessagesAnswer } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { Failed, Nothing, Waiting } from '../parts/states.tsx';
import { useNow } from '../parts/use-now.ts';
import { byAge } from './day-groups.ts';
import { useFolderName } from './folder-list.tsx';
import { MessageLine, optionId } from './message-line.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    '@media (max-width: 1000px)': { display: 'none' },
  },
  found: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  select: {
    display: 'none',
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    color: 'inherit',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: '4px 8px',
    '@media (max-width: 1000px)': { display: 'block' },
  },
  count: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
  list: {
    flexGrow: 1,
    overflowY: 'auto',
    minHeight: 0,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  age: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export interface MessageListProps {
  readonly className: string;
  readonly folder: FolderAnswer | null;
  readonly folders: readonly FolderAnswer[];
  readonly search: string;
  readonly list: UseQueryResult<MessagesAnswer>;
  /** EWS id. */
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  readonly onDelete: (id: string) => void;
}

/** The messages of a folder or of a search, by age. Arrow keys go through them and open them, Delete deletes. */
export function MessageList(props: MessageListProps): ReactNode {
  const { className, folder, folders, search, list } = props;
  const styles = useStyles();
  const { words } = useSpoken();
  const navigate = useNavigate();
  const nameOf = useFolderName();
  const name = search !== '' ? words.resultsFor(search) : folder === null ? '' : nameOf(folder);
  return (
    <section className={className} aria-label={words.messages}>
      <div className={styles.head}>
        <h2 className={search === '' ? styles.title : styles.found}>{name}</h2>
        {search === '' && (
          <select
            className={styles.select}
            aria-label={words.folders}
            value={folder?.id ?? ''}
            onChange={({ target }) => {
              const chosen = folders.find(({ id }) => id === target.value);
              void navigate(`/mail/${chosen?.role ?? encodeURIComponent(target.value)}`);
            }}
          >
            {folders.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        )}
        <Text size={200} className={styles.count}>
          {words.messageCount(list.data?.total ?? 0)}
        </Text>
      </div>
      <Content {...props} />
    </section>
  );
}

function Content(props: MessageListProps): ReactNode {
  const { list, search } = props;
  const { words } = useSpoken();
  if (list.isError) return <Failed onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Waiting />;
  if (list.data.items.length === 0)
    return <Nothing text={search === '' ? words.emptyFolder : words.noResults} />;
  return <Listbox {...props} answer={list.data} />;
}

function Listbox({
  answer: { items },
  folder,
  open,
  onOpen,
  onDelete,
}: MessageListProps & { readonly answer: MessagesAnswer }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open !== null) document.getElementById(optionId(open))?.scrollIntoView({ block: 'nearest' });
  }, [open, items]);
  const groups = byAge(items, now);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = items.findIndex(({ id }) => id === open);
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Delete' && open !== null) onDelete(open);
    else if (to !== undefined) {
      const next = items[to];
      if (next !== undefined) onOpen(next.id);
    } else return;
    event.preventDefault();
  };
  const shownTo = folder?.role === 'sentitems' || folder?.role === 'drafts';
  return (
    <div
      ref={box}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={words.messages}
      {...(open !== null && items.some(({ id }) => id === open)
        ? { 'aria-activedescendant': optionId(open) }
        : {})}
      onKeyDown={onKeyDown}
    >
      {groups.map(({ age, rows }) => (
        <div key={age} role="group" aria-label={words[age]}>
          <div className={mergeClasses(styles.age)} aria-hidden="true">
            {words[age]}
          </div>
          {rows.map((row) => (
            <MessageLine
              key={row.id}
              row={row}
              now={now}
              shownTo={shownTo}
              selected={row.id === open}
              onOpen={() => {
                box.current?.focus();
                onOpen(row.id);
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
