import { useContext, useEffect } from 'react';
import {
  Button,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { PersonCircleRegular } from '@fluentui/react-icons';
import { LeaveContext, useUser } from '../features/session/user-context.ts';
import { useSignOut } from '../features/session/use-session.ts';
import { useWords } from '../language/spoken.ts';
import { Failure } from '../parts/states.tsx';
import { AppearanceChoice, LanguageChoice } from './choices.tsx';

const useStyles = makeStyles({
  button: { minWidth: 'auto', padding: tokens.spacingHorizontalXS, flexShrink: 0 },
  surface: { display: 'grid', gap: tokens.spacingVerticalM, width: 'min(280px, calc(100vw - 32px))' },
  name: { fontWeight: tokens.fontWeightSemibold },
  address: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** A menu that disappears with its page leaves everything else hidden from screen readers, as it was while it was open. */
function unhidePage(): void {
  setTimeout(() => document.getElementById('root')?.removeAttribute('aria-hidden'));
}

/** Who is signed in, how the pages look and speak, and the way out. */
export function AccountMenu() {
  const styles = useStyles();
  const { shell } = useWords();
  const user = useUser();
  const leave = useContext(LeaveContext);
  const { mutate, isPending, error } = useSignOut(leave);
  useEffect(() => unhidePage, []);
  return (
    <Popover positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          className={styles.button}
          appearance="subtle"
          shape="circular"
          size="large"
          aria-label={shell.account(user.displayName)}
          icon={<PersonCircleRegular fontSize={28} />}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={shell.account(user.displayName)}>
        <div>
          <div className={styles.name}>{user.displayName}</div>
          <div className={styles.address}>{user.email || user.username}</div>
        </div>
        <LanguageChoice />
        <AppearanceChoice />
        {error !== null && <Failure error={error} />}
        <Button disabledFocusable={isPending} onClick={() => mutate()}>
          {shell.signOut}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
