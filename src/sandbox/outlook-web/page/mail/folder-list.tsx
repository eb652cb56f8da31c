import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  Archive20Regular,
  Delete20Regular,
  Drafts20Regular,
  Folder20Regular,
  FolderProhibited20Regular,
  MailInbox20Regular,
  Send20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { FolderAnswer, FolderRole } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';

const ICONS: Readonly<Record<FolderRole, ReactElement>> = {
  inbox: <MailInbox20Regular />,
  drafts: <Drafts20Regular />,
  sentitems: <Send20Regular />,
  archive: <Archive20Regular />,
  deleteditems: <Delete20Regular />,
  junkemail: <FolderProhibited20Regular />,
  outbox: <Send20Regular />,
};

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    margin: 0,
    padding: tokens.spacingHorizontalS,
    listStyle: 'none',
  },
  folder: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '34px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: { backgroundColor: tokens.colorBrandBackground2, fontWeight: tokens.fontWeightSemibold },
  name: { flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  count: {
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
  },
});

/** The name of a folder: in the page's language, unless somebody made it. */
export function useFolderName(): (folder: FolderAnswer) => string {
  const { words } = useSpoken();
  return ({ role, name }) => (role === null ? name : words.folder[role]);
}

/** The mailbox's folders with what is unread in them (of drafts: how many). */
export function FolderList({
  folders,
  current,
  className,
}: {
  readonly folders: readonly FolderAnswer[];
  /** EWS id. */
  readonly current: string;
  readonly className: string;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const nameOf = useFolderName();
  return (
    <nav className={className} aria-label={words.folders}>
      <ul className={styles.list}>
        {folders.map((folder) => {
          const { id, role } = folder;
          const isDrafts = role === 'drafts';
          const count = isDrafts ? folder.total : folder.unread;
          return (
            <li key={id}>
              <Link
                to={`/mail/${role ?? encodeURIComponent(id)}`}
                className={mergeClasses(styles.folder, id === current && styles.current)}
                {...(id === current ? { 'aria-current': 'page' as const } : {})}
              >
                {role === null ? <Folder20Regular /> : ICONS[role]}
                <span className={styles.name}>{nameOf(folder)}</span>
                {count > 0 && (
                  <span
                    className={styles.count}
                    role="img"
                    aria-label={isDrafts ? words.messageCount(count) : words.unreadCount(count)}
                  >
                    {count}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
