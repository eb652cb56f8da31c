import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  CalendarAdd20Regular,
  CalendarDay20Regular,
  CalendarToday20Regular,
  CalendarWeekStart20Regular,
  CalendarWorkWeek20Regular,
  ChevronLeft20Regular,
  ChevronRight20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useShownItem } from '../host/add-in-context.ts';
import { useSpoken } from '../language/language.tsx';
import { Ribbon } from '../ribbon/ribbon.tsx';
import { VIEWS, weekNumber } from './days.ts';
import type { View } from './days.ts';

const ICONS: Readonly<Record<View, ReactElement>> = {
  day: <CalendarDay20Regular />,
  workWeek: <CalendarWorkWeek20Regular />,
  week: <CalendarWeekStart20Regular />,
};

const useStyles = makeStyles({
  ribbon: { boxShadow: tokens.shadow2, flexShrink: 0 },
  range: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalS}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  week: { color: tokens.colorNeutralForeground3 },
});

export interface CalendarBarProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Midnights of the first and the last day that are shown. */
  readonly first: number;
  readonly last: number;
  readonly onStep: (steps: number) => void;
  readonly onToday: () => void;
  readonly onNew: () => void;
}

/** What can be done with the calendar, and which days it shows. */
export function CalendarBar(props: CalendarBarProps): ReactNode {
  const { view, onView, first, last, onStep, onToday, onNew } = props;
  const styles = useStyles();
  const { words, formats } = useSpoken();
  useShownItem(null);
  const commands = [
    [{ key: 'new', label: words.newEvent, icon: <CalendarAdd20Regular />, primary: true, onClick: onNew }],
    VIEWS.map((one) => ({
      key: one,
      label: one === 'week' ? words.week.label : words.week[one],
      icon: ICONS[one],
      pressed: one === view,
      onClick: () => {
        onView(one);
      },
    })),
  ];
  return (
    <>
      <Ribbon className={styles.ribbon} commands={commands} />
      <div className={styles.range}>
        <Button icon={<CalendarToday20Regular />} onClick={onToday}>
          {words.today}
        </Button>
        <Button
          appearance="subtle"
          icon={<ChevronLeft20Regular />}
          aria-label={words.week.previous}
          onClick={() => {
            onStep(-1);
          }}
        />
        <Button
          appearance="subtle"
          icon={<ChevronRight20Regular />}
          aria-label={words.week.next}
          onClick={() => {
            onStep(1);
          }}
        />
        <h1 className={styles.title} aria-live="polite">
          {formats.days(first, last)}
        </h1>
        <Text className={styles.week}>{words.week.number(weekNumber(first))}</Text>
      </div>
    </>
  );
}
