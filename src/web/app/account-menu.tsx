import { useContext, useRef, useState } from 'react';
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

/** Who is signed in, how the pages look and speak, and the way out. */
export function AccountMenu() {
  const styles = useStyles();
  const { shell } = useWords();
  const user = useUser();
  const leave = useContext(LeaveContext);
  const { mutate, isPending, error } = useSignOut(leave);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLElement | null>(null);
  // While the menu is open, all else is hidden from screen readers. It is shown again as soon as the focus is back there:
  // before the page may disappear with the menu.
  const signOut = () => {
    trigger.current?.focus();
    setOpen(false);
    mutate(undefined, { onError: () => setOpen(true) });
  };
  return (
    <Popover positioning="below-end" trapFocus open={open} onOpenChange={(_, data) => setOpen(data.open)}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          ref={(element: HTMLElement | null) => {
            trigger.current = element;
          }}
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
        <Button disabledFocusable={isPending} onClick={signOut}>
          {shell.signOut}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
