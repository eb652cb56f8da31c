import { useState } from 'react';
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Outlet } from 'react-router';
import type { User } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { SignInForm, SignInPage } from './sign-in.tsx';
import { LeaveContext, UserContext } from './user-context.ts';
import { useSession } from './use-session.ts';

const useStyles = makeStyles({
  wait: { padding: tokens.spacingHorizontalXXXL, maxWidth: '720px', marginInline: 'auto' },
});

/**
 * Lets only signed-in users in. When a session ends under somebody's hands, the page stays as it is behind a dialog,
 * so that nothing typed is lost; signing out on purpose leaves nothing behind.
 */
export function Gate() {
  const styles = useStyles();
  const { data, error, isPending, refetch } = useSession();
  const [present, setPresent] = useState<User | null>(null);
  // A session that was left on purpose is over at once, whatever is still remembered of it.
  const [left, setLeft] = useState<string | null>(null);
  const active = data?.id === left ? null : data?.user;
  if (active != null && active !== present) setPresent(active);
  if (isPending) {
    return (
      <div className={styles.wait}>
        <Loading />
      </div>
    );
  }
  if (error !== null && data === undefined) {
    return (
      <main className={styles.wait}>
        <Failure error={error} retry={() => void refetch()} />
      </main>
    );
  }
  const user = active ?? present;
  const leave = () => {
    setLeft(data?.id ?? null);
    setPresent(null);
  };
  if (user === null) return <SignInPage previous={null} />;
  return (
    <UserContext.Provider value={user}>
      <LeaveContext.Provider value={leave}>
        <Outlet key={user.id} />
        {data === null && <SignInAgain user={user} />}
      </LeaveContext.Provider>
    </UserContext.Provider>
  );
}

function SignInAgain({ user }: { readonly user: User }) {
  const { session } = useWords();
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{session.again(user.displayName)}</DialogTitle>
          <DialogContent>
            <SignInForm previous={user} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
