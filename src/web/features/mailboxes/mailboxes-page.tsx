import { AddRegular } from '@fluentui/react-icons';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useUser } from '../session/user-context.ts';
import { MailboxRow } from './mailbox-row.tsx';
import { useMailboxes } from './use-mailbox.ts';

/** The user's mailboxes, each with its light. */
export function MailboxesPage() {
  const { mailboxes } = useWords();
  const { data, error, isPending, refetch } = useMailboxes(useUser().id);
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
