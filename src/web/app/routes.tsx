import { createBrowserRouter, Navigate } from 'react-router';
import { Gate } from '../features/session/gate.tsx';
import { BrokenPage, MissingPage } from './dead-ends.tsx';
import { Shell } from './shell.tsx';

const appointments = () => import('../features/appointments/pages.ts');
const mailboxes = () => import('../features/mailboxes/pages.ts');
const messages = () => import('../features/messages/pages.ts');
const records = () => import('../features/records/pages.ts');
const rules = () => import('../features/rules/pages.ts');
const users = () => import('../features/users/pages.ts');

const recordRoutes = (['companies', 'persons', 'opportunities', 'matters'] as const).flatMap((path) => [
  { path, lazy: async () => (await records()).listRoute(path) },
  { path: `${path}/new`, lazy: async () => (await records()).newRoute(path) },
  { path: `${path}/:id`, lazy: async () => (await records()).recordRoute(path) },
  { path: `${path}/:id/edit`, lazy: async () => (await records()).editRoute(path) },
]);

/** Addresses of the pages. Each group of pages is a chunk of its own. */
export const router = createBrowserRouter([
  {
    element: <Gate />,
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        element: <Shell />,
        children: [
          {
            errorElement: <BrokenPage />,
            children: [
              { index: true, element: <Navigate to="/appointments" replace /> },
              {
                path: 'appointments',
                lazy: async () => ({ Component: (await appointments()).AppointmentsPage }),
              },
              {
                path: 'appointments/new',
                lazy: async () => ({ Component: (await appointments()).NewAppointmentPage }),
              },
              {
                path: 'appointments/:id',
                lazy: async () => ({ Component: (await appointments()).AppointmentPage }),
              },
              {
                path: 'appointments/:id/edit',
                lazy: async () => ({ Component: (await appointments()).EditAppointmentPage }),
              },
              { path: 'mailboxes', lazy: async () => ({ Component: (await mailboxes()).MailboxesPage }) },
              {
                path: 'mailboxes/connect',
                lazy: async () => ({ Component: (await mailboxes()).ConnectPage }),
              },
              { path: 'mailboxes/:id', lazy: async () => ({ Component: (await mailboxes()).MailboxPage }) },
              {
                path: 'mailboxes/:id/settings',
                lazy: async () => ({ Component: (await mailboxes()).SettingsPage }),
              },
              {
                path: 'mailboxes/:id/rehearsal',
                lazy: async () => ({ Component: (await mailboxes()).RehearsalPage }),
              },
              { path: 'messages/:id', lazy: async () => ({ Component: (await messages()).MessagePage }) },
              ...recordRoutes,
              { path: 'rules', lazy: async () => ({ Component: (await rules()).RulesPage }) },
              { path: 'rules/new', lazy: async () => ({ Component: (await rules()).NewRulePage }) },
              { path: 'rules/:id', lazy: async () => ({ Component: (await rules()).EditRulePage }) },
              { path: 'users', lazy: async () => ({ Component: (await users()).UsersPage }) },
              { path: 'users/new', lazy: async () => ({ Component: (await users()).NewUserPage }) },
              { path: 'users/:id', lazy: async () => ({ Component: (await users()).UserPage }) },
              {
                path: 'users/:id/connect',
                lazy: async () => ({ Component: (await mailboxes()).ConnectForUserPage }),
              },
              { path: '*', element: <MissingPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
