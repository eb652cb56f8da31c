import type { DemoFile } from './demo-file.ts';

const WARNING =
  '  The browser will warn about the certificate: this machine made it for itself (npm run trust makes a trusted one).';

/** What a person reads when everything runs. `warned`: browsers don't know the server's certificate. */
export function greeting({ application, outlook, sandbox, accounts }: DemoFile, warned: boolean): string {
  const people = accounts.map(
    ({ username, password, role }) => `    ${username.padEnd(8)} ${password.padEnd(18)} ${role}`,
  );
  return [
    '',
    `  Liaison         ${application}`,
    `  Outlook         ${outlook}   (a sandbox with the add-in in it; one click signs in)`,
    `  CalDAV sandbox  ${sandbox.caldav}   (same names and passwords)`,
    `  Exchange        ${sandbox.ews}   (the same mailboxes)`,
    `  Sent mails      ${sandbox.outbox}`,
    '',
    '  Sign in as',
    ...people,
    '',
    ...(warned ? [WARNING] : []),
    '  Ctrl+C stops everything; the data stays.',
    '',
  ].join('\n');
}
