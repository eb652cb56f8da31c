import type { PaneCode, PaneSignIn, Session } from '../../contract/index.ts';
import { isSignedOut } from '../api/problems.ts';
import { send } from '../api/send.ts';
import { answerDialog } from '../office/dialog.ts';
import { whenOfficeReady } from '../office/when-ready.ts';
import { messageOf } from '../session/dialog-message.ts';

/** Outlook cannot be told who signed in: this page is not its dialog, or Office does not start here. */
export class NotHandedOver extends Error {
  constructor(options?: ErrorOptions) {
    super('The sign-in could not be handed to Outlook', options);
    this.name = 'NotHandedOver';
  }
}

/** Who is signed in at the CRM's own pages in this browser; null: nobody. Rejects with Problem or Unreachable. */
export async function signedInHere(): Promise<string | null> {
  try {
    const session = (await send({ method: 'GET', path: '/api/session' })) as Session;
    return session.user.displayName;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/**
 * Signs in and hands the pane the code for its session: with name and password, or with neither as the one who is signed in
 * here. Rejects with Problem (401 `wrong-credentials`), Unreachable or NotHandedOver.
 */
export async function signInAndHandOver(account: PaneSignIn): Promise<void> {
  // Before the password leaves: a code that nobody can be given is no use.
  await outlookIsThere();
  const { code } = (await send({ method: 'POST', path: '/api/pane/code', body: account })) as PaneCode;
  try {
    await answerDialog(messageOf(code));
  } catch (error) {
    throw new NotHandedOver({ cause: error });
  }
}

async function outlookIsThere(): Promise<void> {
  let place: Awaited<ReturnType<typeof whenOfficeReady>>;
  try {
    place = await whenOfficeReady();
  } catch (error) {
    throw new NotHandedOver({ cause: error });
  }
  if (place === 'elsewhere') throw new NotHandedOver();
}
