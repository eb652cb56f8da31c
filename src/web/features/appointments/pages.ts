/** The appointment pages, one chunk. */
export { AppointmentPage } from './appointment-page.tsx';
export { AppointmentsPage } from './appointments-page.tsx';
export { EditAppointmentPage } from './edit-appointment-page.tsx';
export { NewAppointmentPage } from './new-appointment-page.tsx';
