import { makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Empty } from '../../parts/states.tsx';
import { HeldDeletions } from './held-deletions.tsx';
import { waitingForPerson } from './light.ts';
import { NotSent } from './not-sent.tsx';
import { Quarantine } from './quarantine.tsx';

const useStyles = makeStyles({ parts: { display: 'grid', gap: tokens.spacingVerticalL } });

/** Every item that isn't synchronised and waits for a person: why, and what can be done. */
export function Attention({ mailbox }: { readonly mailbox: Mailbox }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const { held, quarantined, notSent } = mailbox.counts;
  if (waitingForPerson(mailbox) === 0) {
    return <Empty title={mailboxes.attentionNone}>{mailboxes.attentionNoneText}</Empty>;
  }
  return (
    <div className={styles.parts}>
      {held > 0 && <HeldDeletions mailboxId={mailbox.id} />}
      {notSent > 0 && <NotSent mailboxId={mailbox.id} />}
      {quarantined > 0 && <Quarantine mailboxId={mailbox.id} />}
    </div>
  );
}
