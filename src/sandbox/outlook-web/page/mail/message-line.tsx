import { Avatar, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  Attach16Regular,
  CalendarLtr16Regular,
  Important16Filled,
  LockClosed16Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { MessageRow } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { VISUALLY_HIDDEN } from '../parts/visually-hidden.ts';

const useStyles = makeStyles({
  line: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    borderLeft: '3px solid transparent',
    // Where colours are forced, transparent lines are seen.
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  unread: {
    borderLeftColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderLeftColor: 'CanvasText' },
  },
  selected: {
    backgroundColor: tokens.colorBrandBackground2Hover,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  who: { fontSize: tokens.fontSizeBase300 },
  subject: { fontSize: tokens.fontSizeBase200 },
  time: { flexShrink: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  fresh: { fontWeight: tokens.fontWeightSemibold },
  freshSubject: { color: tokens.colorBrandForeground2, fontWeight: tokens.fontWeightSemibold },
  preview: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  draft: { color: tokens.colorPaletteRedForeground1 },
  important: { color: tokens.colorPaletteRedForeground1, flexShrink: 0 },
  hidden: VISUALLY_HIDDEN,
  icon: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
});

/** The DOM id of a message's line. */
export function optionId(id: string): string {
  return `message-${id}`;
}

/** A message in the list: from (or to) whom, what about, how it begins, when. */
export function MessageLine({
  row,
  now,
  shownTo,
  selected,
  onOpen,
}: {
  readonly row: MessageRow;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly shownTo: boolean;
  readonly selected: boolean;
  readonly onOpen: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const people = shownTo ? row.to.map(({ name }) => name).join('; ') : row.from.name;
  const subject = row.subject === '' ? words.noSubject : row.subject;
  const when = whenOf(row.at, now, formats);
  const marks = [
    ...(row.read ? [] : [words.unread]),
    ...(row.draft ? [words.draft] : []),
    ...(row.important ? [words.important] : []),
    ...(row.isPrivate ? [words.private] : []),
    ...(row.isMeeting ? [words.invitationMark] : []),
    ...(row.hasAttachments ? [words.attachment] : []),
  ];
  return (
    <div
      id={optionId(row.id)}
      role="option"
      aria-selected={selected}
      className={mergeClasses(styles.line, !row.read && styles.unread, selected && styles.selected)}
      onClick={onOpen}
    >
      <span className={styles.hidden}>{marks.map((mark) => `${mark}, `).join('')}</span>
      <Avatar name={people} color="colorful" size={32} aria-hidden />
      <div>
        <div className={styles.row}>
          {row.draft && <span className={mergeClasses(styles.who, styles.draft)}>[{words.draft}]</span>}
          <span className={mergeClasses(styles.text, styles.who, !row.read && styles.fresh)}>{people}</span>
          {row.isPrivate && <LockClosed16Regular className={styles.icon} />}
          {row.isMeeting && <CalendarLtr16Regular className={styles.icon} />}
          {row.hasAttachments && <Attach16Regular className={styles.icon} />}
          {row.important && <Important16Filled className={styles.important} />}
        </div>
        <div className={styles.row}>
          <span className={mergeClasses(styles.text, styles.subject, !row.read && styles.freshSubject)}>
            {subject}
          </span>
          <span className={styles.time}>{when}</span>
        </div>
        <div className={mergeClasses(styles.text, styles.preview)}>{row.preview}</div>
      </div>
    </div>
  );
}

function whenOf(at: number, now: number, formats: ReturnType<typeof useSpoken>['formats']): string {
  const day = 86_400_000;
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (at >= today) return formats.time(at);
  return at >= today - 6 * day ? `${formats.weekday(at)} ${formats.time(at)}` : formats.date(at);
}
