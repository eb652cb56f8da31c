import { Spinner, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ErrorCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import type { LightColor } from './light.ts';

const useStyles = makeStyles({
  sign: { display: 'inline-flex', flexShrink: 0, width: '24px', height: '24px', alignItems: 'center' },
  green: { color: tokens.colorStatusSuccessForeground1 },
  yellow: { color: tokens.colorStatusWarningForeground3 },
  red: { color: tokens.colorStatusDangerForeground1 },
  grey: { color: tokens.colorNeutralForeground3 },
  working: {},
});

/** The light: a colour and a shape of its own each, named for screen readers. */
export function LightSign({ color }: { readonly color: LightColor }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  return (
    <span
      role="img"
      aria-label={mailboxes.lights[color]}
      className={mergeClasses(styles.sign, styles[color])}
    >
      <Shape color={color} />
    </span>
  );
}

function Shape({ color }: { readonly color: LightColor }) {
  switch (color) {
    case 'green':
      return <CheckmarkCircleFilled fontSize={24} />;
    case 'yellow':
      return <WarningFilled fontSize={24} />;
    case 'red':
      return <ErrorCircleFilled fontSize={24} />;
    case 'grey':
      return <CircleRegular fontSize={24} />;
    case 'working':
      return <Spinner size="tiny" aria-hidden />;
  }
}
