/** The administrator's pages, one chunk. */
export { NewUserPage } from './new-user-page.tsx';
export { UserPage } from './user-page.tsx';
export { UsersPage } from './users-page.tsx';
