import { Type, type Static } from 'typebox';
import { User } from './user.ts';
import { Instant } from './values.ts';

/**
 * The task pane's session. Its page is a frame in Outlook's: cookies of the CRM's own pages don't reach it. A dialog signs
 * the user in (by name and password, or because its browser is signed in already) and hands the pane a code; the pane
 * changes the code for an access token, which it keeps in memory, and for a cookie of its own that renews the token.
 */

/** POST /api/pane/code: signs in for the pane. Without name and password: for whom the caller's session cookie names. */
export const PaneSignIn = Type.Object(
  {
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  },
  { additionalProperties: false, title: 'PaneSignIn' },
);
export type PaneSignIn = Static<typeof PaneSignIn>;

/** Good once, for a minute. */
export const PaneCode = Type.Object({ code: Type.String(), expiresAt: Instant }, { title: 'PaneCode' });
export type PaneCode = Static<typeof PaneCode>;

/** POST /api/pane/token. */
export const PaneCodeInput = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false, title: 'PaneCodeInput' },
);
export type PaneCodeInput = Static<typeof PaneCodeInput>;

/**
 * Answer of POST /api/pane/token (by code) and of POST /api/pane/refresh (by the pane's cookie, which is replaced each
 * time). The token is a bearer token for the whole API and lasts until `expiresAt`. DELETE /api/pane/session ends both.
 */
export const PaneToken = Type.Object(
  { token: Type.String(), expiresAt: Instant, user: User },
  { title: 'PaneToken' },
);
export type PaneToken = Static<typeof PaneToken>;
