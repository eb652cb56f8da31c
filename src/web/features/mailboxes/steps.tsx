import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useWords } from '../../language/spoken.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  here: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  number: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '28px',
    height: '28px',
    borderRadius: '50%',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  numberHere: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
});

/** Where one is in connecting a mailbox; `current` counts from 0. */
export function Steps({ current }: { readonly current: number }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  return (
    <ol className={styles.list} aria-label={mailboxes.stepsLabel}>
      {mailboxes.steps.map((name, index) => (
        <li
          key={name}
          className={mergeClasses(styles.step, index === current && styles.here)}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={mergeClasses(styles.number, index === current && styles.numberHere)}>
            {index + 1}
          </span>
          {name}
        </li>
      ))}
    </ol>
  );
}
