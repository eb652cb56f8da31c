import {
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
  tokens,
  ToolbarButton,
} from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import type { CommandButton, CommandMenu, ControlFace } from '../../manifest-model.ts';
import { useAddIn } from '../host/add-in-context.ts';
import { Tip } from '../parts/tip.tsx';
import { CommandIcon } from './command-icon.tsx';

const useStyles = makeStyles({
  tip: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  tipTitle: { fontWeight: tokens.fontWeightSemibold },
});

/** A button or a menu of the add-in, as its manifest describes it. */
export function AddInControl({ control }: { readonly control: CommandButton | CommandMenu }): ReactNode {
  return control.kind === 'menu' ? <MenuControl menu={control} /> : <ButtonControl button={control} />;
}

function ButtonControl({ button }: { readonly button: CommandButton }): ReactNode {
  const { press, pane, busy, language } = useAddIn();
  const isBusy = busy.includes(button.id);
  const isOpen = pane?.button.id === button.id;
  return (
    <Described face={button}>
      <ToolbarButton
        appearance="subtle"
        data-command={button.id}
        icon={
          isBusy ? (
            <Spinner size="extra-tiny" />
          ) : (
            <CommandIcon icons={button.icons} size={20} language={language} />
          )
        }
        disabledFocusable={isBusy}
        {...(button.action.kind === 'show-taskpane' ? { 'aria-pressed': isOpen } : {})}
        onClick={() => {
          press(button);
        }}
      >
        {localised(button.label, language)}
      </ToolbarButton>
    </Described>
  );
}

function MenuControl({ menu }: { readonly menu: CommandMenu }): ReactNode {
  const { press, language } = useAddIn();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton
          appearance="subtle"
          data-command={menu.id}
          title={localised(menu.tooltip.description, language)}
          icon={<CommandIcon icons={menu.icons} size={20} language={language} />}
        >
          {localised(menu.label, language)} <ChevronDown12Regular />
        </ToolbarButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {menu.items.map((item) => (
            <MenuItem
              key={item.id}
              data-command={item.id}
              title={localised(item.tooltip.description, language)}
              icon={<CommandIcon icons={item.icons} size={20} language={language} />}
              onClick={() => {
                press(item);
              }}
            >
              {localised(item.label, language)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The manifest's Supertip: what the command is called and what it does. */
function Described({
  face,
  children,
}: {
  readonly face: ControlFace;
  readonly children: ReactElement;
}): ReactNode {
  const styles = useStyles();
  const { language } = useAddIn();
  const [visible, setVisible] = useState(false);
  const tip = (
    <span className={styles.tip}>
      <span className={styles.tipTitle}>{localised(face.tooltip.title, language)}</span>
      <span>{localised(face.tooltip.description, language)}</span>
    </span>
  );
  return (
    // Who pressed it knows what it does: the explanation would cover what comes of it.
    <span
      onClick={() => {
        setVisible(false);
      }}
    >
      <Tip
        content={tip}
        relationship="description"
        positioning="below"
        visible={visible}
        onVisibleChange={(_, change) => {
          setVisible(change.visible);
        }}
      >
        {children}
      </Tip>
    </span>
  );
}
