import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ItemState } from '../../../contract/item.ts';
import type { NotSentDecision } from '../../../contract/synchronisation.ts';
import { useWords } from '../../language/spoken.ts';

const useStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} 22px`,
  },
});

interface NotSentActionsProps {
  readonly state: ItemState;
  /** Something is under way for the item. */
  readonly pending: boolean;
  readonly onDecide: (decision: NotSentDecision['decision']) => void;
}

/** Whether it is a meeting whose participants were not told, so that its user has to say what becomes of that. */
export function isNotSent({ state, reason }: ItemState): boolean {
  return state === 'attention' && reason?.code === 'not-sent';
}

/** What can be done about a meeting that is not sent: the buttons say what each of them sets off. */
export function NotSentActions({ state, pending, onDecide }: NotSentActionsProps) {
  const styles = useStyles();
  const { item } = useWords();
  const isWritten = state.reason?.parameters['by'] === 'written';
  const words = isWritten ? item.notTold : item.notWritten;
  return (
    <div className={styles.actions}>
      {(['send', 'discard'] as const).map((decision) => (
        <Button
          key={decision}
          size="small"
          appearance={decision === 'send' ? 'primary' : 'secondary'}
          disabledFocusable={pending}
          onClick={() => onDecide(decision)}
        >
          {words[decision]}
        </Button>
      ))}
    </div>
  );
}
