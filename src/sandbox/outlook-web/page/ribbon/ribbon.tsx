import {
  makeStyles,
  mergeClasses,
  tokens,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  ToolbarGroup,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import { useAddIn } from '../host/add-in-context.ts';
import { hostWords } from '../host/words.ts';
import { Tip } from '../parts/tip.tsx';
import { AddInControl } from './add-in-control.tsx';

/** One of Outlook's own commands. */
export interface OwnCommand {
  readonly key: string;
  readonly label: string;
  readonly icon: ReactElement;
  readonly disabled?: boolean;
  /** Shown without its label; the label is its tooltip then. */
  readonly iconOnly?: boolean;
  readonly primary?: boolean;
  /** Of commands of which one holds: this one does. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    minHeight: '44px',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
  },
  pressed: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  group: { display: 'flex', flexWrap: 'wrap', alignItems: 'center' },
});

/**
 * The ribbon in one line: Outlook's own commands in groups, and after them exactly the commands that the add-in's manifest
 * declares for what stands open. Arrow keys go from one to the next.
 */
export function Ribbon({
  commands,
  className,
}: {
  readonly commands: readonly (readonly OwnCommand[])[];
  readonly className?: string;
}): ReactNode {
  const styles = useStyles();
  const { groups, language } = useAddIn();
  const own = commands.filter((group) => group.length > 0);
  return (
    <Toolbar className={mergeClasses(styles.bar, className)} aria-label={hostWords(language).commands}>
      {own.map((group, index) => (
        <Fragment key={group.map(({ key }) => key).join()}>
          {index > 0 && <ToolbarDivider />}
          <ToolbarGroup className={styles.group} role="presentation">
            {group.map((command) => (
              <OwnButton key={command.key} command={command} />
            ))}
          </ToolbarGroup>
        </Fragment>
      ))}
      {groups.map((group) => (
        <Fragment key={group.id}>
          <ToolbarDivider />
          <ToolbarGroup className={styles.group} role="group" aria-label={localised(group.label, language)}>
            {group.controls.map((control) => (
              <AddInControl key={control.id} control={control} />
            ))}
          </ToolbarGroup>
        </Fragment>
      ))}
    </Toolbar>
  );
}

function OwnButton({ command }: { readonly command: OwnCommand }): ReactNode {
  const styles = useStyles();
  const { label, icon, disabled = false, iconOnly = false, primary = false, pressed, onClick } = command;
  const shared = {
    icon,
    disabled,
    onClick,
    appearance: primary ? 'primary' : 'subtle',
    ...(pressed !== undefined && { 'aria-pressed': pressed }),
    ...(pressed === true && { className: styles.pressed }),
  } as const;
  if (!iconOnly) return <ToolbarButton {...shared}>{label}</ToolbarButton>;
  return (
    <Tip content={label} relationship="label">
      <ToolbarButton {...shared} />
    </Tip>
  );
}
