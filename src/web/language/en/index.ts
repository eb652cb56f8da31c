import { appointments } from './appointments.ts';
import { common, session, shell } from './common.ts';
import { conflicts } from './conflicts.ts';
import { mailboxes } from './mailboxes.ts';
import { messages } from './messages.ts';
import { problems } from './problems.ts';
import { records } from './records.ts';
import { rehearsal } from './rehearsal.ts';
import { rules } from './rules.ts';
import { users } from './users.ts';

/** English. */
export const en = {
  common,
  shell,
  session,
  problems,
  mailboxes,
  messages,
  conflicts,
  appointments,
  records,
  rehearsal,
  rules,
  users,
};
