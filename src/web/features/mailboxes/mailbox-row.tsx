import { makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox } from '../../../contract/index.ts';
import { Row, RowLink } from '../../parts/rows.tsx';
import { LightSign } from './light-sign.tsx';
import { useLight } from './use-mailbox.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 220px', minWidth: 0, display: 'grid' },
  below: { color: tokens.colorNeutralForeground2 },
});

/** A mailbox in a list: its light, its name, how it stands. */
export function MailboxRow({ mailbox }: { readonly mailbox: Mailbox }) {
  const styles = useStyles();
  const light = useLight(mailbox);
  const to =
    mailbox.state === 'new' ? `/mailboxes/${mailbox.id}/settings?first=1` : `/mailboxes/${mailbox.id}`;
  return (
    <Row linked>
      <LightSign color={light.color} />
      <div className={styles.words}>
        <RowLink to={to}>{mailbox.name}</RowLink>
        <span className={styles.below}>{light.sentence}</span>
      </div>
    </Row>
  );
}
