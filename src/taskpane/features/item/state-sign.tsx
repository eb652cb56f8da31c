import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  ClockRegular,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import type { ItemState } from '../../../contract/item.ts';
import { useWords } from '../../language/spoken.ts';

const SIGNS = {
  synchronised: CheckmarkCircleFilled,
  queued: ClockRegular,
  attention: WarningFilled,
  'not-synchronised': SubtractCircleRegular,
};

const useStyles = makeStyles({
  sign: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalSNudge },
  icon: { flexShrink: 0, fontSize: '16px' },
  label: { fontWeight: tokens.fontWeightSemibold },
  synchronised: { color: tokens.colorStatusSuccessForeground1 },
  queued: { color: tokens.colorBrandForeground1 },
  attention: { color: tokens.colorStatusWarningForeground1 },
  'not-synchronised': { color: tokens.colorNeutralForeground3 },
});

/** The state in a word, with a sign beside it: never the colour alone. */
export function StateSign({ state }: { readonly state: ItemState['state'] }) {
  const styles = useStyles();
  const { item } = useWords();
  const Icon = SIGNS[state];
  return (
    <span className={styles.sign}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[state])} />
      <span className={styles.label}>{item.states[state]}</span>
    </span>
  );
}
