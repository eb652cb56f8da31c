import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Colleague } from '../../answers.ts';
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useSpoken } from '../language/language.tsx';
import { useChooseColleague, useSession } from '../parts/queries.ts';
import { APPEARANCES, useAppearance } from './appearance.tsx';
import { VISUALLY_HIDDEN } from '../parts/visually-hidden.ts';

const useStyles = makeStyles({
  button: {
    minWidth: 'auto',
    padding: '2px',
    borderRadius: tokens.borderRadiusCircular,
    color: '#ffffff',
    ':hover': { backgroundColor: '#113d61' },
  },
  popover: { zIndex: 20 },
  hidden: VISUALLY_HIDDEN,
  me: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: tokens.spacingHorizontalM,
  },
  names: { display: 'flex', flexDirection: 'column' },
});

/** Whose mailbox it is, whose else it could be; how the page looks and speaks. */
export function AccountMenu({ user }: { readonly user: Colleague }): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const session = useSession();
  const choose = useChooseColleague();
  const choices = useChoices();
  const others = (session.data?.colleagues ?? []).filter(({ name }) => name !== user.name);
  return (
    <Menu
      inline
      positioning="below-end"
      checkedValues={choices.checked}
      onCheckedValueChange={(_event, { name, checkedItems: [chosen] }) => {
        choices.choose(name, chosen);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.button} appearance="transparent">
          <Avatar name={user.displayName} color="colorful" size={32} aria-hidden />
          <span className={styles.hidden}>{words.account.menu(user.displayName)}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <div className={styles.me}>
          <Avatar name={user.displayName} color="colorful" size={48} aria-hidden />
          <span className={styles.names}>
            <Text weight="semibold">{user.displayName}</Text>
            <Text size={200}>{user.address}</Text>
          </span>
        </div>
        <MenuList>
          <Choices />
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words.account.switchTo}</MenuGroupHeader>
            {others.map(({ name, displayName }) => (
              <MenuItem
                key={name}
                icon={<Avatar name={displayName} color="colorful" size={20} aria-hidden />}
                onClick={() => {
                  choose.mutate(name);
                }}
              >
                {displayName}
              </MenuItem>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem
            onClick={() => {
              choose.mutate(null);
            }}
          >
            {words.account.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Choices(): ReactNode {
  const { words } = useSpoken();
  return (
    <>
      <MenuGroup>
        <MenuGroupHeader>{words.account.look}</MenuGroupHeader>
        {APPEARANCES.map((one) => (
          <MenuItemRadio key={one} name="look" value={one}>
            {words.account.looks[one]}
          </MenuItemRadio>
        ))}
      </MenuGroup>
      <MenuDivider />
      <MenuGroup>
        <MenuGroupHeader>{words.account.language}</MenuGroupHeader>
        {LANGUAGES.map((one) => (
          <MenuItemRadio key={one} name="language" value={one}>
            {LANGUAGE_NAMES[one]}
          </MenuItemRadio>
        ))}
      </MenuGroup>
    </>
  );
}

function useChoices(): {
  readonly checked: Record<string, string[]>;
  readonly choose: (name: string, chosen: string | undefined) => void;
} {
  const [appearance, setAppearance] = useAppearance();
  const [language, setLanguage] = useLanguage();
  return {
    checked: { look: [appearance], language: [language] },
    choose: (name, chosen) => {
      const look = APPEARANCES.find((one) => one === chosen);
      const spoken = LANGUAGES.find((one) => one === chosen);
      if (name === 'look' && look !== undefined) setAppearance(look);
      if (name === 'language' && spoken !== undefined) setLanguage(spoken);
    },
  };
}
