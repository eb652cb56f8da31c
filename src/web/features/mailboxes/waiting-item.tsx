import type { ReactNode } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import type { DormantEntry } from '../../../contract/index.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Row } from '../../parts/rows.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useItemTitle } from '../appointments/use-title.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 260px', minWidth: 0, display: 'grid', gap: '2px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  below: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

interface WaitingItemProps {
  readonly item: DormantEntry;
  readonly mailboxId: string;
  /** More about it, before the time. */
  readonly note?: string;
  /** Without it nothing can be done, and nothing has to be. */
  readonly actions?: ReactNode;
}

/** One item that waits: what it is, why, since when, its history, and what can be done. */
export function WaitingItem({ item, mailboxId, note, actions }: WaitingItemProps) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const formats = useFormats();
  const explain = useSentence();
  const title = useItemTitle()(item);
  const about = [note, mailboxes.since(formats.moment(item.since))].filter((part) => part !== undefined);
  return (
    <Row>
      <div className={styles.words}>
        <span className={styles.title}>
          {item.appointmentId === null ? (
            title
          ) : (
            <TextLink to={`/appointments/${item.appointmentId}`}>{title}</TextLink>
          )}
        </span>
        {item.reason !== null && <span>{explain(item.reason)}</span>}
        <span className={styles.below}>{about.join(' · ')}</span>
      </div>
      <div className={styles.actions}>
        <TextLink to={`/mailboxes/${mailboxId}?tab=history&item=${item.linkId}`}>
          <span aria-label={mailboxes.itemHistoryOf(title)}>{mailboxes.itemHistory}</span>
        </TextLink>
        {actions}
      </div>
    </Row>
  );
}
