import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Colleague } from '../../answers.ts';
import type { NewAppointment } from '../host/services.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useAppointment, useCalendar } from '../parts/queries.ts';
import { useNow } from '../parts/use-now.ts';
import { usePreference } from '../parts/preference.ts';
import { PaneFrame } from '../pane/pane-frame.tsx';
import { CalendarBar } from './calendar-bar.tsx';
import { addDays, dateOf, dateText, dayOf, daysOf, VIEWS } from './days.ts';
import type { View } from './days.ts';
import { newFields } from './meeting-fields.ts';
import { MeetingForm } from './meeting-form.tsx';
import { MeetingView } from './meeting-view.tsx';
import { WeekGrid } from './week-grid.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', minHeight: 0, gap: '6px', padding: '6px 6px 6px 0' },
  main: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0, gap: '6px' },
  sheet: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
  },
  grid: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
});

/** The calendar: a week, or the meeting that stands open in its place. */
export function CalendarPage({ user }: { readonly user: Colleague }): ReactNode {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const open = params.get('open');
  const isNew = params.get('new') !== null;
  const close = (): void => {
    setParams(params.has('day') ? { day: params.get('day') ?? '' } : {});
  };
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        {isNew ? (
          <NewMeeting user={user} onClose={close} />
        ) : open !== null ? (
          <OpenMeeting key={open} id={open} user={user} onClose={close} />
        ) : (
          <Week className={mergeClasses(styles.sheet, styles.grid)} />
        )}
      </main>
      <PaneFrame className={styles.sheet} />
    </div>
  );
}

function Week({ className }: { readonly className: string }): ReactNode {
  const [params, setParams] = useSearchParams();
  const [view, setView] = usePreference<View>('calendar-view', VIEWS, 'week');
  const now = useNow();
  const asked = dateOf(params.get('day') ?? '');
  const day = Number.isNaN(asked) ? dayOf(now) : asked;
  const days = daysOf(view, day);
  const [first = day] = days;
  const end = addDays(days.at(-1) ?? day, 1);
  const calendar = useCalendar(first, end);
  const show = (next: number): void => {
    setParams({ day: dateText(next) });
  };
  const at = params.has('day') ? { day: dateText(day) } : {};
  return (
    <>
      <CalendarBar
        view={view}
        onView={setView}
        first={first}
        last={days.at(-1) ?? day}
        onStep={(steps) => {
          show(addDays(day, steps * (view === 'day' ? 1 : 7)));
        }}
        onToday={() => {
          setParams({});
        }}
        onNew={() => {
          setParams({ ...at, new: 'event' });
        }}
      />
      <div className={className}>
        {calendar.isError ? (
          <Failed onRetry={() => void calendar.refetch()} />
        ) : calendar.data === undefined ? (
          <Waiting />
        ) : (
          <WeekGrid
            days={days}
            entries={calendar.data.entries}
            onOpen={(id) => {
              setParams({ ...at, open: id });
            }}
            onNew={(start) => {
              setParams({ ...at, new: String(start) });
            }}
          />
        )}
      </div>
    </>
  );
}

function OpenMeeting({
  id,
  user,
  onClose,
}: {
  readonly id: string;
  readonly user: Colleague;
  readonly onClose: () => void;
}): ReactNode {
  const styles = useStyles();
  const meeting = useAppointment(id);
  if (meeting.isError) return <Failed onRetry={() => void meeting.refetch()} />;
  if (meeting.data === undefined) return <Waiting />;
  return meeting.data.editable ? (
    <MeetingForm
      className={mergeClasses(styles.sheet, styles.grid)}
      user={user}
      meeting={meeting.data}
      onClose={onClose}
    />
  ) : (
    <MeetingView
      className={mergeClasses(styles.sheet, styles.grid)}
      meeting={meeting.data}
      onClose={onClose}
    />
  );
}

function NewMeeting({
  user,
  onClose,
}: {
  readonly user: Colleague;
  readonly onClose: () => void;
}): ReactNode {
  const styles = useStyles();
  const [params] = useSearchParams();
  const { state } = useLocation() as { readonly state: { readonly form?: NewAppointment } | null };
  const [wanted] = useState(() => newFields(Number(params.get('new')), state?.form ?? null));
  return (
    <MeetingForm
      className={mergeClasses(styles.sheet, styles.grid)}
      user={user}
      wanted={wanted}
      onClose={onClose}
    />
  );
}
