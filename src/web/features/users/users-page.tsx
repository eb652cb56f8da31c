import { useState } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { User } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ItemList } from '../../parts/item-list.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Row } from '../../parts/rows.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useUser } from '../session/user-context.ts';
import { useChangeUser, useUsers } from './use-users.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 220px', minWidth: 0, display: 'grid' },
  name: { fontWeight: tokens.fontWeightSemibold },
  below: { color: tokens.colorNeutralForeground2 },
});

/** Everybody who can sign in. For administrators. */
export function UsersPage() {
  const { users } = useWords();
  const me = useUser();
  const list = useUsers();
  if (me.role !== 'admin') {
    return (
      <Page title={users.title} narrow>
        <Empty title={users.notAllowed} />
      </Page>
    );
  }
  const create = (
    <LinkButton to="/users/new" appearance="primary" icon={<AddRegular />}>
      {users.create}
    </LinkButton>
  );
  return (
    <Page title={users.title} actions={create}>
      <ItemList
        label={users.title}
        list={list}
        row={(user) => <UserRow key={user.id} user={user} me={me} />}
      />
    </Page>
  );
}

function UserRow({ user, me }: { readonly user: User; readonly me: User }) {
  const styles = useStyles();
  const { users } = useWords();
  const [asking, setAsking] = useState(false);
  const change = useChangeUser(user, () => setAsking(false));
  const named = user.active ? users.deactivateNamed : users.activateNamed;
  return (
    <Row>
      <div className={styles.words}>
        <span className={styles.name}>
          <TextLink to={`/users/${user.id}`}>{user.displayName}</TextLink>
        </span>
        <span className={styles.below}>
          {[user.username, user.email].filter((part) => part !== '').join(' · ')}
        </span>
      </div>
      <span className={styles.below}>{users.roles[user.role]}</span>
      {!user.active && <Badge appearance="outline">{users.inactive}</Badge>}
      {user.id !== me.id && (
        <Button
          aria-label={named(user.displayName)}
          disabledFocusable={change.isPending}
          onClick={() => (user.active ? setAsking(true) : change.mutate({ active: true }))}
        >
          {user.active ? users.deactivate : users.activate}
        </Button>
      )}
      {change.error !== null && !asking && <Failure error={change.error} />}
      <Confirm
        open={asking}
        title={users.deactivateTitle(user.displayName)}
        action={users.deactivate}
        pending={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ active: false })}
        onCancel={() => setAsking(false)}
      >
        {users.deactivateText}
      </Confirm>
    </Row>
  );
}
