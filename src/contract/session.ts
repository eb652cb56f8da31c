import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { Id, Instant, nullable } from './values.ts';
import { User } from './user.ts';

/**
 * POST /api/session. `cookie` (the default) signs a browser in and answers a Set-Cookie; `token` answers a bearer token
 * for a program, shown this once.
 */
export const SignIn = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 1, maxLength: 1000 }),
    kind: Type.Optional(Type.Enum(['cookie', 'token'])),
    name: Type.Optional(Type.String({ maxLength: 200, description: 'What the token is for' })),
  },
  { additionalProperties: false, title: 'SignIn' },
);
export type SignIn = Static<typeof SignIn>;

/** Who is signed in, and how: a browser, a program, or a task pane. `token` is there only in the answer that creates one. */
export const Session = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['cookie', 'token', 'pane']),
    user: User,
    expiresAt: Instant,
    token: Type.Optional(Type.String()),
  },
  { title: 'Session' },
);
export type Session = Static<typeof Session>;

/** A bearer token of the user's, without the token itself. */
export const Token = Type.Object(
  { id: Id, name: Type.String(), createdAt: Instant, lastUsedAt: nullable(Instant), expiresAt: Instant },
  { title: 'Token' },
);
export type Token = Static<typeof Token>;
export const TokenPage = pageOf(Token, 'TokenPage');

/** POST /api/tokens. */
export const TokenInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, default: 365 })),
  },
  { additionalProperties: false, title: 'TokenInput' },
);
export type TokenInput = Static<typeof TokenInput>;

/** Answer of POST /api/tokens; the token is shown this once. */
export const NewToken = Type.Object({ ...Token.properties, token: Type.String() }, { title: 'NewToken' });
export type NewToken = Static<typeof NewToken>;
