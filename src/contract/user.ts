import { Type, type Static } from 'typebox';
import { pageOf } from './page.ts';
import { Id, Instant, TimeZoneName, Version } from './values.ts';

const ROLES = ['user', 'admin'] as const;
export type UserRole = (typeof ROLES)[number];
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

const profile = {
  displayName: Type.String({ minLength: 1, maxLength: 200 }),
  email: Type.Union([Type.String({ format: 'email', maxLength: 320 }), Type.Literal('')]),
  language: Type.Enum(LANGUAGES),
  timeZone: TimeZoneName,
};
const Username = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s]+$' });
const Password = Type.String({ minLength: 8, maxLength: 1000, description: 'Write-only' });

/** A person who signs in. */
export const User = Type.Object(
  {
    id: Id,
    version: Version,
    username: Username,
    ...profile,
    role: Type.Enum(ROLES),
    active: Type.Boolean({ description: 'Inactive users cannot sign in; their sessions are over' }),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'User' },
);
export type User = Static<typeof User>;
export const UserPage = pageOf(User, 'UserPage');

/** POST /api/users, by administrators. */
export const UserInput = Type.Object(
  {
    username: Username,
    password: Password,
    displayName: profile.displayName,
    email: Type.Optional(profile.email),
    language: Type.Optional(profile.language),
    timeZone: Type.Optional(profile.timeZone),
    role: Type.Optional(Type.Enum(ROLES)),
  },
  { additionalProperties: false, title: 'UserInput' },
);
export type UserInput = Static<typeof UserInput>;

/** PATCH /api/users/:id. Role, active and email (meetings find their readers by it) by administrators only. */
export const UserPatch = Type.Object(
  {
    displayName: Type.Optional(profile.displayName),
    email: Type.Optional(profile.email),
    language: Type.Optional(profile.language),
    timeZone: Type.Optional(profile.timeZone),
    role: Type.Optional(Type.Enum(ROLES)),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, title: 'UserPatch' },
);
export type UserPatch = Static<typeof UserPatch>;

/** PUT /api/users/:id/password. Users give their current one; administrators don't for others. Ends other sessions. */
export const PasswordChange = Type.Object(
  { currentPassword: Type.Optional(Type.String({ maxLength: 1000 })), newPassword: Password },
  { additionalProperties: false, title: 'PasswordChange' },
);
export type PasswordChange = Static<typeof PasswordChange>;
