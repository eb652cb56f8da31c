import type { PaneToken, User } from '../../contract/index.ts';
import type { Access } from '../api/pane-api.ts';
import { isSignedOut, Problem } from '../api/problems.ts';
import { send } from '../api/send.ts';
import type { Outlook } from '../office/port.ts';
import { codeOf } from './dialog-message.ts';
import { oneAtATime } from './one-at-a-time.ts';

/**
 * Who is signed in. `starting`: not known yet. `unreachable`: the server did not answer when the pane started; `start` tries
 * again. `ended`: somebody was signed in, and the session is over.
 */
export type SessionState =
  | { readonly stage: 'starting' }
  | { readonly stage: 'unreachable'; readonly error: unknown }
  | { readonly stage: 'signed-out'; readonly ended: boolean }
  | { readonly stage: 'signed-in'; readonly user: User };

/** The pane's session. The access token is kept here alone, in memory. `state` answers the same object until it changes. */
export interface PaneSession extends Access {
  readonly state: () => SessionState;
  /** Calls back after each change of the state. Returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Continues an earlier session, if this browser has one; again and again without harm. Never rejects: the state says how it went. */
  start(): Promise<void>;
  /** Asks the user to sign in, in a dialog. Rejects with OfficeProblem (`dialog-closed`), Problem, Unreachable or SyntaxError. */
  signIn(): Promise<void>;
  /** Ends the session, here and on the server. Rejects with Unreachable or Problem: then it goes on. */
  signOut(): Promise<void>;
}

/** The page that the dialog shows. */
const SIGN_IN_PAGE = '/pane-sign-in.html';
/** A token is renewed this long before it expires, in milliseconds. */
const BEFORE_EXPIRY = 60_000;
/** The soonest that a new token is renewed, whatever this computer's clock says, in milliseconds. */
const SOONEST = 30_000;

interface Held {
  readonly token: string;
  /** Epoch milliseconds, by this computer's clock. */
  readonly renewAt: number;
}

/** A session that has not begun: call `start`. */
export function paneSession(outlook: Pick<Outlook, 'askInDialog'>): PaneSession {
  const listeners = new Set<() => void>();
  let state: SessionState = { stage: 'starting' };
  let held: Held | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (next: SessionState) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const adopt = (answer: PaneToken) => {
    const renewAt = Math.max(Date.parse(answer.expiresAt) - BEFORE_EXPIRY, Date.now() + SOONEST);
    held = { token: answer.token, renewAt };
    clearTimeout(timer);
    timer = setTimeout(() => void renew().catch(() => undefined), renewAt - Date.now());
    if (!isSignedInAs(state, answer.user)) set({ stage: 'signed-in', user: answer.user });
    return answer.token;
  };
  const forget = (ended: boolean) => {
    held = null;
    clearTimeout(timer);
    set({ stage: 'signed-out', ended });
  };
  const renew = oneAtATime(async () => {
    try {
      return adopt(await refreshed());
    } catch (error) {
      if (isSignedOut(error)) forget(state.stage === 'signed-in' || wasEnded(state));
      throw error;
    }
  });
  const token = async () => {
    if (state.stage === 'signed-out') throw notSignedIn();
    return held !== null && Date.now() < held.renewAt ? held.token : renew();
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => {
      if (state.stage === 'signed-in') return;
      if (state.stage === 'unreachable') set({ stage: 'starting' });
      try {
        await renew();
      } catch (error) {
        if (!isSignedOut(error)) set({ stage: 'unreachable', error });
      }
    },
    signIn: async () => {
      const code = codeOf(await outlook.askInDialog(SIGN_IN_PAGE));
      adopt((await send({ method: 'POST', path: '/api/pane/token', body: { code } })) as PaneToken);
    },
    signOut: async () => {
      try {
        // The server ends a session for its token only: one that has run out is renewed first.
        await send({ method: 'DELETE', path: '/api/pane/session', token: await token() });
      } catch (error) {
        // It has ended already.
        if (!(error instanceof Problem && error.status === 401)) throw error;
      }
      forget(false);
    },
    token,
    // Another call may have renewed it meanwhile.
    tokenAfter: async (refused) => (held !== null && held.token !== refused ? held.token : renew()),
  };
}

/** The cookie is replaced at each refresh: two panes of one browser take turns, or one would come with an old cookie. */
async function refreshed(): Promise<PaneToken> {
  const refresh = () => send({ method: 'POST', path: '/api/pane/refresh' });
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  const answer = locks === undefined ? await refresh() : await locks.request('liaison-pane-refresh', refresh);
  return answer as PaneToken;
}

const notSignedIn = () => new Problem(401, { code: 'not-signed-in' });
const isSignedInAs = (state: SessionState, { id, version }: User) =>
  state.stage === 'signed-in' && state.user.id === id && state.user.version === version;
const wasEnded = (state: SessionState) => state.stage === 'signed-out' && state.ended;
