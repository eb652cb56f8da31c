import { useId } from 'react';
import { Switch, makeStyles, tokens } from '@fluentui/react-components';
import type { ItemState } from '../../../contract/item.ts';
import type { NotSentDecision } from '../../../contract/synchronisation.ts';
import { useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-sentence.ts';
import { Bone } from '../../parts/bones.tsx';
import { OutLink } from '../../parts/out-link.tsx';
import { NotSentActions, isNotSent } from './not-sent-actions.tsx';
import { StateSign } from './state-sign.tsx';
import type { ItemWrite } from './writes.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  switch: {
    display: 'flex',
    justifyContent: 'space-between',
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    fontWeight: tokens.fontWeightSemibold,
  },
  below: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    minHeight: '36px',
    alignContent: 'start',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  reason: { margin: 0, paddingLeft: '22px', color: tokens.colorNeutralForeground2 },
  link: { justifySelf: 'start', marginLeft: '22px', fontSize: tokens.fontSizeBase200 },
});

interface ItemStateCardProps {
  /** Null: not known yet. */
  readonly state: ItemState | null;
  /** What is under way for the item. */
  readonly pending: ItemWrite | null;
  readonly onMark: (synchronise: boolean) => void;
  /** Of a meeting whose participants were not told. */
  readonly onDecide: (decision: NotSentDecision['decision']) => void;
}

/** How the item stands with the CRM, why, and the switch that changes it. */
export function ItemStateCard({ state, pending, onMark, onDecide }: ItemStateCardProps) {
  const styles = useStyles();
  const { item } = useWords();
  const say = useSentence();
  const about = useId();
  const wanted = pending?.kind === 'mark' ? true : pending?.kind === 'unmark' ? false : state?.marked;
  return (
    <div className={styles.card} aria-busy={state === null || undefined}>
      <Switch
        className={styles.switch}
        label={item.synchronise}
        labelPosition="before"
        checked={wanted ?? false}
        disabled={state === null || !state.markable}
        aria-describedby={about}
        onChange={(_, { checked }) => pending === null && onMark(checked)}
      />
      <div id={about} className={styles.below}>
        {state === null ? <Bone width="60%" height="12px" /> : <StateSign state={state.state} />}
        {state?.reason && <p className={styles.reason}>{say(state.reason)}</p>}
        {WITHOUT_MAILBOX.includes(state?.reason?.code ?? '') && (
          <OutLink href={CONNECT_PAGE} className={styles.link}>
            {item.connect}
          </OutLink>
        )}
        {state?.record && (
          <OutLink href={state.record.url} className={styles.link}>
            {item.seeInCrm}
          </OutLink>
        )}
      </div>
      {state !== null && isNotSent(state) && (
        <NotSentActions state={state} pending={pending !== null} onDecide={onDecide} />
      )}
    </div>
  );
}

/** The reasons of an item whose user has no such mailbox in the CRM, and where that is changed. */
const WITHOUT_MAILBOX = ['meeting-mailbox-missing', 'no-mailbox-for-mails'];
const CONNECT_PAGE = '/mailboxes/connect';
