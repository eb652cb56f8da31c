import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRepeatAll16Regular, LockClosed16Regular } from '@fluentui/react-icons';
import type { CSSProperties, ReactNode } from 'react';
import type { CalendarEntry } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { VISUALLY_HIDDEN } from '../parts/visually-hidden.ts';

const useStyles = makeStyles({
  entry: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-start',
    width: '100%',
    height: '100%',
    padding: '2px 6px',
    overflow: 'hidden',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    textAlign: 'left',
    color: tokens.colorNeutralForeground1,
    backgroundColor: `color-mix(in srgb, var(--calendar) 20%, ${tokens.colorNeutralBackground1})`,
    border: `1px solid ${tokens.colorNeutralBackground1}`,
    borderLeft: '4px solid var(--calendar)',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': {
      backgroundColor: `color-mix(in srgb, var(--calendar) 32%, ${tokens.colorNeutralBackground1})`,
    },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-1px',
      position: 'relative',
      zIndex: 3,
    },
  },
  hidden: VISUALLY_HIDDEN,
  open: {
    backgroundImage: `repeating-linear-gradient(135deg, transparent 0 6px, color-mix(in srgb, var(--calendar) 18%, transparent) 6px 8px)`,
  },
  free: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid var(--calendar)`,
    borderLeft: '4px solid var(--calendar)',
  },
  off: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  title: {
    fontWeight: tokens.fontWeightSemibold,
    display: 'flex',
    gap: '2px',
    minWidth: 0,
    alignItems: 'center',
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flexGrow: 1 },
  wraps: { whiteSpace: 'normal' },
  icon: { flexShrink: 0 },
  place: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
});

/** A meeting in the calendar. `lines`: how many lines of text have room. */
export function Entry({
  entry,
  lines,
  onOpen,
}: {
  readonly entry: CalendarEntry;
  readonly lines: number;
  readonly onOpen: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const { subject, location, isAllDay, isCancelled, isPrivate, role, response, showAs, seriesId } = entry;
  const title = subject === '' ? words.noSubject : subject;
  const when = isAllDay ? words.week.allDay : formats.span(entry.start, entry.end);
  const waits = role === 'attendee' && (response === 'none' || response === 'tentative');
  const marks = [
    ...(isCancelled ? [words.week.cancelled] : []),
    ...(isPrivate ? [words.week.private] : []),
    ...(role === 'attendee' ? [words.response[response]] : []),
  ];
  return (
    <button
      type="button"
      className={mergeClasses(
        styles.entry,
        waits && styles.open,
        showAs === 'free' && styles.free,
        isCancelled && styles.off,
      )}
      style={{ '--calendar': entry.color } as CSSProperties}
      title={[title, when, location].filter((one) => one !== '').join('\n')}
      onClick={onOpen}
    >
      <span className={styles.title}>
        <span className={mergeClasses(styles.name, lines > 2 && styles.wraps)}>{title}</span>
        <span className={styles.hidden}>{[when, ...marks].map((one) => `, ${one}`).join('')}</span>
        {isPrivate && <LockClosed16Regular className={styles.icon} />}
        {seriesId !== null && lines > 1 && <ArrowRepeatAll16Regular className={styles.icon} />}
      </span>
      {location !== '' && <span className={lines > 1 ? styles.place : styles.hidden}>{location}</span>}
    </button>
  );
}
