import { makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Empty } from '../../parts/states.tsx';
import { MailboxConflicts } from '../conflicts/mailbox-conflicts.tsx';
import { useUser } from '../session/user-context.ts';
import { Dormant } from './dormant.tsx';
import { HeldDeletions } from './held-deletions.tsx';
import { calmOf, waitingForPerson } from './light.ts';
import { NotSent } from './not-sent.tsx';
import { Quarantine } from './quarantine.tsx';

const useStyles = makeStyles({ parts: { display: 'grid', gap: tokens.spacingVerticalL } });

/** Every item that isn't synchronised: why, and what can be done. Those that wait for a person come first. */
export function Attention({ mailbox }: { readonly mailbox: Mailbox }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const user = useUser();
  const { held, quarantined, notSent, conflicts, dormant } = mailbox.counts;
  const own = mailbox.ownerId === user.id;
  return (
    <div className={styles.parts}>
      {waitingForPerson(mailbox) === 0 && (
        <Empty title={mailboxes.calm[calmOf(mailbox)]}>{mailboxes.attentionNoneText}</Empty>
      )}
      {held > 0 && <HeldDeletions mailboxId={mailbox.id} />}
      {notSent > 0 && <NotSent mailboxId={mailbox.id} />}
      {quarantined > 0 && <Quarantine mailboxId={mailbox.id} />}
      {conflicts > 0 && <MailboxConflicts mailboxId={mailbox.id} />}
      {dormant > 0 && own && <Dormant mailboxId={mailbox.id} />}
    </div>
  );
}
