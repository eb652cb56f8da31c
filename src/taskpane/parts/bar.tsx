import type { ReactNode } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  sign: { display: 'grid', flexShrink: 0, fontSize: '16px' },
  text: { flex: '1 1 140px', minWidth: 0 },
  actions: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, marginLeft: 'auto' },
});

/** Of signs that stand for an end: it worked, it did not. */
export const useSignStyles = makeStyles({
  done: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

interface BarProps {
  readonly tone?: 'neutral' | 'warning' | 'danger';
  readonly sign: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One line that says something, with what can be done about it. */
export function Bar({ tone = 'neutral', sign, actions, children }: BarProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.bar, tone !== 'neutral' && styles[tone])}>
      <span aria-hidden className={styles.sign}>
        {sign}
      </span>
      <span className={styles.text}>{children}</span>
      {actions !== undefined && <span className={styles.actions}>{actions}</span>}
    </div>
  );
}
