import { useId } from 'react';
import { Button, Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { RecordHit } from '../../../contract/records.ts';
import { useWords } from '../../language/spoken.ts';
import { useSubtitle } from '../../language/use-subtitle.ts';
import { OpenInCrm } from '../../parts/open-in-crm.tsx';
import { RecordIcon } from '../../parts/record-icon.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
  },
  box: { margin: '-6px -4px -6px -8px' },
  icon: { marginTop: '1px' },
  body: { flex: 1, minWidth: 0 },
  title: { display: 'block', cursor: 'pointer', fontWeight: tokens.fontWeightSemibold },
  fixed: { cursor: 'default' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  why: { color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface ChoiceRowProps {
  readonly record: RecordHit;
  /** Why it is here, in words. */
  readonly why: string;
  readonly chosen: boolean;
  readonly disabled: boolean;
  /** Without it the record can't be ticked now. */
  readonly onToggle: (() => void) | null;
  /** Without it there is nothing to dismiss. */
  readonly onDismiss: (() => void) | null;
}

/** A record that the item may be linked with: a tick, what it is, why it is here, and a quiet way never to see it again. */
export function ChoiceRow({ record, why, chosen, disabled, onToggle, onDismiss }: ChoiceRowProps) {
  const styles = useStyles();
  const { suggestions, common } = useWords();
  const tick = useId();
  const about = useId();
  const subtitle = useSubtitle()(record);
  const title = record.title || common.untitled;
  return (
    <li className={mergeClasses(styles.row, chosen && styles.chosen)}>
      {onToggle !== null && (
        <Checkbox
          id={tick}
          className={styles.box}
          checked={chosen}
          disabled={disabled}
          aria-describedby={about}
          onChange={onToggle}
        />
      )}
      <RecordIcon type={record.recordType} className={styles.icon} />
      <div className={styles.body}>
        {onToggle === null ? (
          <span className={mergeClasses(styles.title, styles.fixed)}>{title}</span>
        ) : (
          <label htmlFor={tick} className={styles.title}>
            {title}
          </label>
        )}
        <div className={styles.line}>
          {subtitle !== '' && <span>{subtitle}</span>}
          <OpenInCrm record={record} />
        </div>
        <div id={about} className={mergeClasses(styles.line, styles.why)}>
          {why}
        </div>
      </div>
      {onDismiss !== null && (
        <Button
          appearance="subtle"
          size="small"
          className={styles.quiet}
          icon={<DismissRegular fontSize={16} />}
          title={suggestions.never(title)}
          aria-label={suggestions.never(title)}
          onClick={onDismiss}
        />
      )}
    </li>
  );
}
