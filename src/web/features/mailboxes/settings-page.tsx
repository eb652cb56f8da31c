import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Mailbox, MailboxCollection } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { isMissing } from '../../api/problems.ts';
import { useNotify } from '../../app/notices.tsx';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { AccountSection } from './account-section.tsx';
import { CalendarFields } from './calendar-fields.tsx';
import { choiceOf } from './choice.ts';
import type { CalendarChoice } from './choice.ts';
import { SettingsFields } from './settings-fields.tsx';
import { parseSettings, settingsDraft } from './settings-draft.ts';
import { Steps } from './steps.tsx';
import { useHome } from './use-home.ts';
import { useCollections, useMailbox, useSaveSettings } from './use-mailbox.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

/** Calendars and settings of a mailbox; with `?first=1` the second step of connecting it. */
export function SettingsPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { mailboxes } = useWords();
  const first = search.get('first') === '1';
  const mailbox = useMailbox(id);
  const collections = useCollections(id);
  const home = useHome(mailbox.data?.value);
  const error = mailbox.error ?? collections.error;
  if (isMissing(mailbox.error)) return <MissingPage />;
  const name = mailbox.data?.value.name ?? '';
  const connectTitle = home.owner === null ? mailboxes.connectTitle : mailboxes.connectTitleFor(home.owner);
  return (
    <Page
      title={first ? connectTitle : mailboxes.settingsTitle(name)}
      above={<TextLink to={first ? home.to : `/mailboxes/${id}`}>{first ? home.name : name}</TextLink>}
      narrow
    >
      {first && <Steps current={1} />}
      {error !== null && (
        <Failure error={error} retry={() => void Promise.all([mailbox.refetch(), collections.refetch()])} />
      )}
      {error === null && (mailbox.isPending || collections.isPending) && <Loading lines={3} height={128} />}
      {mailbox.data !== undefined && !first && <AccountSection mailbox={mailbox.data} />}
      {mailbox.data !== undefined && collections.data !== undefined && (
        <SettingsForm
          mailbox={mailbox.data}
          calendars={collections.data.items}
          first={first}
          cancelTo={first ? home.to : `/mailboxes/${id}`}
        />
      )}
    </Page>
  );
}

interface SettingsFormProps {
  readonly mailbox: Versioned<Mailbox>;
  readonly calendars: readonly MailboxCollection[];
  readonly first: boolean;
  readonly cancelTo: string;
}

function SettingsForm({ mailbox, calendars, first, cancelTo }: SettingsFormProps) {
  const styles = useStyles();
  const { mailboxes, common } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const { id, settings } = mailbox.value;
  const [choice, setChoice] = useState<CalendarChoice>(() => choiceOf(calendars, first));
  const [draft, setDraft] = useState(() => settingsDraft(settings));
  const [tried, setTried] = useState(false);
  const save = useSaveSettings(id, () => {
    notify(first && !draft.paused ? mailboxes.synchroniseAsked : mailboxes.settingsSaved);
    const next = first && draft.paused ? `/mailboxes/${id}/rehearsal` : `/mailboxes/${id}`;
    void navigate(next, { replace: first });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const parsed = parseSettings(draft, settings);
    if (parsed === null || choice.selected.length === 0 || save.isPending) return;
    save.mutate({
      settings: parsed,
      collections: { selected: [...choice.selected], createIn: choice.createIn },
      etag: mailbox.etag,
      synchronise: first && !parsed.paused,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Surface title={mailboxes.calendars} text={mailboxes.calendarsHint}>
        <CalendarFields calendars={calendars} choice={choice} onChange={setChoice} tried={tried} />
      </Surface>
      <Surface title={mailboxes.settings}>
        <SettingsFields draft={draft} onChange={setDraft} />
      </Surface>
      {save.error !== null && <Failure error={save.error} />}
      <div className={styles.actions}>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
        <Button type="submit" appearance="primary" disabledFocusable={save.isPending}>
          {save.isPending ? common.saving : first && !draft.paused ? mailboxes.start : common.save}
        </Button>
      </div>
    </form>
  );
}
