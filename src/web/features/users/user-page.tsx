import { AddRegular } from '@fluentui/react-icons';
import { useParams } from 'react-router';
import type { User } from '../../../contract/index.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useWords } from '../../language/spoken.ts';
import { FactList } from '../../parts/fact-list.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { MailboxRow } from '../mailboxes/mailbox-row.tsx';
import { useMailboxes } from '../mailboxes/use-mailbox.ts';
import { useUser } from '../session/user-context.ts';
import { useUserById } from './use-users.ts';

/** One user: who they are, and how their mailboxes stand. For administrators. */
export function UserPage() {
  const { id = '' } = useParams();
  const { users } = useWords();
  const me = useUser();
  const isAdmin = me.role === 'admin';
  const { data, error, isPending, refetch } = useUserById(isAdmin ? id : null);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Page title={data?.displayName ?? users.title} above={<TextLink to="/users">{users.title}</TextLink>}>
      {!isAdmin && <Empty title={users.notAllowed} />}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {isAdmin && isPending && <Loading lines={2} height={64} />}
      {data !== undefined && (
        <>
          <Surface>
            <Facts user={data} />
          </Surface>
          <Mailboxes user={data} />
        </>
      )}
    </Page>
  );
}

function Facts({ user }: { readonly user: User }) {
  const { users } = useWords();
  const rows: readonly [string, string][] = [
    [users.username, user.username],
    [users.email, user.email],
    [users.role, users.roles[user.role]],
    [users.state, user.active ? users.active : users.inactive],
  ];
  return <FactList facts={rows} />;
}

function Mailboxes({ user }: { readonly user: User }) {
  const { users, mailboxes } = useWords();
  const { data, error, isPending, refetch } = useMailboxes(user.id);
  const connect = (
    <LinkButton to={`/users/${user.id}/connect`} icon={<AddRegular />}>
      {mailboxes.connect}
    </LinkButton>
  );
  return (
    <Surface
      title={users.mailboxes}
      text={user.active ? users.mailboxesText : users.deactivated}
      actions={user.active ? connect : undefined}
    >
      {isPending && <Loading lines={2} height={64} />}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty title={users.noMailboxes} />}
      {data !== undefined && data.items.length > 0 && (
        <Rows label={users.mailboxes}>
          {data.items.map((mailbox) => (
            <MailboxRow key={mailbox.id} mailbox={mailbox} />
          ))}
        </Rows>
      )}
    </Surface>
  );
}
