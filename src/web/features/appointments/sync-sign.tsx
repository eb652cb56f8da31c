import { Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { AppointmentSynchronisation } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { useUser } from '../session/user-context.ts';

const useStyles = makeStyles({
  sign: {
    display: 'inline-flex',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorStatusWarningForeground3 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const WAITING = new Set(['held', 'quarantined', 'not-sent']);

interface SyncSignProps {
  /** How the appointment stands in each mailbox. */
  readonly entries: readonly AppointmentSynchronisation[];
}

/** Whether an appointment is in step, as a small sign; the reason is in its tooltip and its name. */
export function SyncSign({ entries }: SyncSignProps) {
  const styles = useStyles();
  const words = useSyncWords();
  const user = useUser();
  const entry = entries.find((each) => each.userId === user.id) ?? entries[0] ?? null;
  const tone =
    entry?.state === 'active' ? 'good' : entry !== null && WAITING.has(entry.state) ? 'waiting' : 'quiet';
  const Icon = { good: CheckmarkCircleRegular, waiting: WarningRegular, quiet: CircleRegular }[tone];
  return (
    <Tooltip content={words(entry)} relationship="label">
      <span role="img" className={mergeClasses(styles.sign, styles[tone])}>
        <Icon fontSize={20} />
      </span>
    </Tooltip>
  );
}

/** The state in one mailbox, and why, in words; null: in none. */
export function useSyncWords(): (entry: AppointmentSynchronisation | null) => string {
  const { appointments } = useWords();
  const explain = useSentence();
  return (entry) => {
    if (entry === null) return appointments.sync['none'] ?? '';
    const by = String(entry.reason?.parameters['by']);
    const whole = appointments.sync[`${entry.state}:${by}`];
    if (whole !== undefined) return whole;
    const state = appointments.sync[entry.state] ?? entry.state;
    return entry.reason === null ? state : `${state} ${explain(entry.reason)}`;
  };
}
