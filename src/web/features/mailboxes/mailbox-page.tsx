import { useState } from 'react';
import { Button, Tab, TabList, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowSyncRegular,
  PlugDisconnectedRegular,
  SearchRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Mailbox } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { Attention } from './attention.tsx';
import { History } from './history.tsx';
import { MailboxState } from './mailbox-state.tsx';
import { useHome, type Home } from './use-home.ts';
import { useDisconnect, useMailbox, useSynchroniseNow } from './use-mailbox.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '68ch' },
});

/** One mailbox: its state, live; what isn't synchronised and why; what was done. */
export function MailboxPage() {
  const styles = useStyles();
  const { id = '' } = useParams();
  const { mailboxes } = useWords();
  const { data, error, refetch } = useMailbox(id, 15_000);
  const home = useHome(data?.value);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Page
      title={data?.value.name ?? mailboxes.title}
      above={<TextLink to={home.to}>{home.name}</TextLink>}
      actions={data === undefined ? undefined : <Actions mailbox={data} home={home} />}
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} height={128} />}
      {data !== undefined && (
        <>
          {home.owner !== null && <p className={styles.note}>{mailboxes.ofSomebody(home.owner)}</p>}
          <MailboxState mailbox={data.value} />
          <Tabs mailbox={data.value} />
        </>
      )}
    </Page>
  );
}

function Tabs({ mailbox }: { readonly mailbox: Mailbox }) {
  const { mailboxes } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'history' ? 'history' : 'attention';
  return (
    <>
      <TabList
        selectedValue={tab}
        onTabSelect={(_, data) =>
          setSearch(data.value === 'history' ? { tab: 'history' } : {}, { replace: true })
        }
      >
        <Tab value="attention" id="tab-attention" aria-controls="panel-attention">
          {mailboxes.tabs.attention}
        </Tab>
        <Tab value="history" id="tab-history" aria-controls="panel-history">
          {mailboxes.tabs.history}
        </Tab>
      </TabList>
      <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === 'attention' ? <Attention mailbox={mailbox} /> : <History mailboxId={mailbox.id} />}
      </div>
    </>
  );
}

interface ActionsProps {
  readonly mailbox: Versioned<Mailbox>;
  readonly home: Home;
}

function Actions({ mailbox, home }: ActionsProps) {
  const { mailboxes, rehearsal } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const { id, name, state } = mailbox.value;
  const now = useSynchroniseNow(id, () => notify(mailboxes.synchroniseAsked));
  const disconnect = useDisconnect(id, () => {
    notify(mailboxes.disconnected);
    void navigate(home.to);
  });
  return (
    <>
      {state === 'paused' && (
        <LinkButton to={`/mailboxes/${id}/rehearsal`} icon={<SearchRegular />}>
          {rehearsal.link}
        </LinkButton>
      )}
      {state !== 'new' && state !== 'paused' && (
        <Button
          appearance="primary"
          icon={<ArrowSyncRegular />}
          disabledFocusable={now.isPending || state === 'running' || state === 'queued'}
          onClick={() => now.mutate(null)}
        >
          {mailboxes.synchroniseNow}
        </Button>
      )}
      <LinkButton
        to={`/mailboxes/${id}/settings${state === 'new' ? '?first=1' : ''}`}
        icon={<SettingsRegular />}
      >
        {mailboxes.settings}
      </LinkButton>
      <Button icon={<PlugDisconnectedRegular />} onClick={() => setAsking(true)}>
        {mailboxes.disconnect}
      </Button>
      {now.error !== null && <Failure error={now.error} />}
      <Confirm
        open={asking}
        title={mailboxes.disconnectTitle(name)}
        action={mailboxes.disconnect}
        pending={disconnect.isPending}
        error={disconnect.error}
        onConfirm={() => disconnect.mutate(mailbox.etag)}
        onCancel={() => setAsking(false)}
      >
        {mailboxes.disconnectText}
      </Confirm>
    </>
  );
}
