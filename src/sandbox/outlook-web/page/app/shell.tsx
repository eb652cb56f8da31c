import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import type { AddIn } from '../../manifest-model.ts';
import type { Colleague } from '../../answers.ts';
import { CalendarPage } from '../calendar/calendar-page.tsx';
import { AddInProvider } from '../host/add-in-provider.tsx';
import { useSpoken } from '../language/language.tsx';
import { MailPage } from '../mail/mail-page.tsx';
import { useLiveChanges } from '../parts/queries.ts';
import { AppRail } from './app-rail.tsx';
import { useLook } from './appearance.tsx';
import { Header } from './header.tsx';
import { useOutlookServices } from './outlook-services.ts';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplate: '48px minmax(0, 1fr) / 48px minmax(0, 1fr)',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  header: { gridColumn: '1 / -1' },
});

export interface ShellProps {
  readonly user: Colleague;
  readonly timeZone: string;
  readonly addIn: AddIn | null;
}

/** Outlook for a colleague: header, the two apps at the left, and what they show. */
export function Shell({ user, timeZone, addIn }: ShellProps): ReactNode {
  const styles = useStyles();
  const { locale } = useSpoken();
  const look = useLook();
  const services = useOutlookServices();
  useLiveChanges();
  const { displayName, address } = user;
  const outlookUser = useMemo(() => ({ displayName, address, timeZone }), [displayName, address, timeZone]);
  return (
    <AddInProvider
      key={locale}
      addIn={addIn}
      user={outlookUser}
      language={locale}
      look={look}
      services={services}
    >
      <div className={styles.shell}>
        <Header className={styles.header} user={user} />
        <AppRail />
        <Routes>
          <Route path="/mail/:folder" element={<MailPage user={user} />} />
          <Route path="/calendar" element={<CalendarPage user={user} />} />
          <Route path="*" element={<Navigate to="/mail/inbox" replace />} />
        </Routes>
      </div>
    </AddInProvider>
  );
}
