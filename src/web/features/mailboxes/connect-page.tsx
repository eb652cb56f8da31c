import { useNavigate, useParams } from 'react-router';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useUser } from '../session/user-context.ts';
import { useUserById } from '../users/use-users.ts';
import { ConnectForm } from './connect-form.tsx';
import { Steps } from './steps.tsx';

/** Connects a mailbox of one's own. */
export function ConnectPage() {
  const { mailboxes } = useWords();
  const user = useUser();
  return (
    <Page
      title={mailboxes.connectTitle}
      above={<TextLink to="/mailboxes">{mailboxes.title}</TextLink>}
      narrow
    >
      <Connecting ownerId={user.id} cancelTo="/mailboxes" />
    </Page>
  );
}

/** Connects a mailbox for somebody else. For administrators; the server decides. */
export function ConnectForUserPage() {
  const { id = '' } = useParams();
  const { mailboxes, users } = useWords();
  const me = useUser();
  const isAdmin = me.role === 'admin';
  const owner = useUserById(isAdmin ? id : null);
  if (isMissing(owner.error)) return <MissingPage />;
  const name = owner.data?.displayName;
  const home = `/users/${id}`;
  return (
    <Page
      title={name === undefined ? mailboxes.connectTitle : mailboxes.connectTitleFor(name)}
      above={isAdmin ? <TextLink to={home}>{name ?? users.title}</TextLink> : undefined}
      narrow
    >
      {!isAdmin && <Empty title={users.notAllowed} />}
      {owner.error !== null && <Failure error={owner.error} retry={() => void owner.refetch()} />}
      {isAdmin && owner.isPending && <Loading lines={3} height={64} />}
      {name !== undefined && <Connecting ownerId={id} cancelTo={home} />}
    </Page>
  );
}

function Connecting({ ownerId, cancelTo }: { readonly ownerId: string; readonly cancelTo: string }) {
  const navigate = useNavigate();
  return (
    <>
      <Steps current={0} />
      <ConnectForm
        ownerId={ownerId}
        cancelTo={cancelTo}
        onConnected={({ id }) => void navigate(`/mailboxes/${id}/settings?first=1`, { replace: true })}
      />
    </>
  );
}
