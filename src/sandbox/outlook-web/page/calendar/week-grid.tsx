import { makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { useLayoutEffect, useRef } from 'react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import type { CalendarEntry } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { dateText, dayOf } from './days.ts';
import { useNow } from '../parts/use-now.ts';
import { Entry } from './entry.tsx';
import { placedOn, wholeDaysOn } from './layout.ts';

const HOUR_PX = 52;
/** Where the day begins that people look at. */
const FIRST_HOUR = 7;

const useStyles = makeStyles({
  grid: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', overflowY: 'auto' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 4,
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  day: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  number: {
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase500,
  },
  name: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  today: {
    boxShadow: `inset 0 3px 0 ${tokens.colorCompoundBrandStroke}`,
    color: tokens.colorBrandForeground1,
  },
  todayName: { color: tokens.colorBrandForeground1 },
  strip: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '2px',
    minHeight: '8px',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  whole: { height: '22px' },
  body: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    height: `${24 * HOUR_PX}px`,
    flexShrink: 0,
  },
  hours: { position: 'relative' },
  hour: {
    position: 'absolute',
    right: '8px',
    transform: 'translateY(-50%)',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  column: {
    position: 'relative',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundImage: `linear-gradient(${tokens.colorNeutralStroke2} 1px, transparent 1px), linear-gradient(${tokens.colorNeutralStroke3} 1px, transparent 1px)`,
    backgroundSize: `100% ${HOUR_PX}px, 100% ${HOUR_PX / 2}px`,
  },
  weekend: { backgroundColor: tokens.colorNeutralBackground2 },
  placed: { position: 'absolute', padding: '0 1px 1px 0' },
  now: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: '2px',
    backgroundColor: tokens.colorPaletteRedBackground3,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    zIndex: 2,
    pointerEvents: 'none',
  },
  dot: {
    position: 'absolute',
    left: '-5px',
    top: '-4px',
    width: '10px',
    height: '10px',
    borderRadius: '50%',
    backgroundColor: tokens.colorPaletteRedBackground3,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
});

export interface WeekGridProps {
  /** Midnights. */
  readonly days: readonly number[];
  readonly entries: readonly CalendarEntry[];
  readonly onOpen: (id: string) => void;
  /** Somebody clicked where nothing is, epoch milliseconds. */
  readonly onNew: (start: number) => void;
}

/** Days side by side, hours from top to bottom, whole days above. Arrow keys go from one meeting to the next. */
export function WeekGrid({ days, entries, onOpen, onNew }: WeekGridProps): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const arrows = useArrowNavigationGroup({ axis: 'both', memorizeCurrent: true });
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = FIRST_HOUR * HOUR_PX - 8;
  }, []);
  const today = dayOf(now);
  const columns = { '--columns': `56px repeat(${days.length}, minmax(0, 1fr))` } as CSSProperties;
  return (
    <div
      ref={scroller}
      className={styles.grid}
      style={columns}
      role="region"
      aria-label={words.week.grid}
      tabIndex={0}
      {...arrows}
    >
      <div className={styles.head}>
        <span />
        {days.map((day) => (
          <div key={day} className={mergeClasses(styles.day, day === today && styles.today)}>
            <div className={styles.number}>{new Date(day).getDate()}</div>
            <div className={mergeClasses(styles.name, day === today && styles.todayName)}>
              {formats.weekday(day)}
            </div>
          </div>
        ))}
        <span />
        {days.map((day) => (
          <div
            key={day}
            className={styles.strip}
            role="list"
            aria-label={`${words.week.allDay}, ${formats.longDay(day)}`}
          >
            {wholeDaysOn(dateText(day), entries).map((entry) => (
              <div key={entry.id} role="listitem" className={styles.whole}>
                <Entry
                  entry={entry}
                  lines={1}
                  onOpen={() => {
                    onOpen(entry.id);
                  }}
                />
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className={styles.body}>
        <div className={styles.hours} aria-hidden="true">
          {Array.from({ length: 23 }, (_hour, index) => (
            <span key={index} className={styles.hour} style={{ top: `${(index + 1) * HOUR_PX}px` }}>
              {formats.time(new Date(days[0] ?? 0).setHours(index + 1, 0))}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <DayColumn
            key={day}
            day={day}
            entries={entries}
            now={day === today ? now : null}
            onOpen={onOpen}
            onNew={onNew}
          />
        ))}
      </div>
    </div>
  );
}

function DayColumn({
  day,
  entries,
  now,
  onOpen,
  onNew,
}: Omit<WeekGridProps, 'days'> & { readonly day: number; readonly now: number | null }): ReactNode {
  const styles = useStyles();
  const { formats } = useSpoken();
  const weekend = [0, 6].includes(new Date(day).getDay());
  const px = (minutes: number): number => (minutes / 60) * HOUR_PX;
  const onClick = (event: MouseEvent): void => {
    if (event.target !== event.currentTarget) return;
    const box = event.currentTarget.getBoundingClientRect();
    const half = Math.floor(((event.clientY - box.top) / HOUR_PX) * 2);
    onNew(new Date(day).setHours(0, half * 30));
  };
  return (
    <div
      className={mergeClasses(styles.column, weekend && styles.weekend)}
      role="list"
      aria-label={formats.longDay(day)}
      onClick={onClick}
    >
      {placedOn(day, entries).map(({ entry, from, to, column, columns }) => (
        <div
          key={entry.id}
          role="listitem"
          className={styles.placed}
          style={{
            top: `${px(from)}px`,
            height: `${px(to - from)}px`,
            left: `${(column / columns) * 96}%`,
            width: `${96 / columns}%`,
          }}
        >
          <Entry
            entry={entry}
            lines={Math.floor((px(to - from) - 6) / 16)}
            onOpen={() => {
              onOpen(entry.id);
            }}
          />
        </div>
      ))}
      {now !== null && (
        <div className={styles.now} aria-hidden="true" style={{ top: `${px((now - day) / 60_000)}px` }}>
          <span className={styles.dot} />
        </div>
      )}
    </div>
  );
}
