import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { Mailbox } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Row, RowLink, Rows } from '../../parts/rows.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { LightSign } from './light-sign.tsx';
import { useLight, useMailboxes } from './use-mailbox.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 220px', minWidth: 0, display: 'grid' },
  below: { color: tokens.colorNeutralForeground2 },
});

/** The user's mailboxes, each with its light. */
export function MailboxesPage() {
  const { mailboxes } = useWords();
  const { data, error, isPending, refetch } = useMailboxes();
  const connect = (
    <LinkButton to="/mailboxes/connect" appearance="primary" icon={<AddRegular />}>
      {mailboxes.connect}
    </LinkButton>
  );
  const empty = data?.items.length === 0;
  return (
    <Page title={mailboxes.title} actions={empty ? undefined : connect}>
      {isPending && <Loading height={64} />}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {empty && (
        <Empty title={mailboxes.emptyTitle} action={connect}>
          {mailboxes.emptyText}
        </Empty>
      )}
      {data !== undefined && !empty && (
        <Rows label={mailboxes.title}>
          {data.items.map((mailbox) => (
            <MailboxRow key={mailbox.id} mailbox={mailbox} />
          ))}
        </Rows>
      )}
    </Page>
  );
}

function MailboxRow({ mailbox }: { readonly mailbox: Mailbox }) {
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
