import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import type { Mailbox, Rehearsal } from '../../../contract/index.ts';
import type { Versioned } from '../../api/client.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useNotify } from '../../app/notices.tsx';
import { useSentence } from '../../language/use-problem-words.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { RehearsalFindings } from './rehearsal-findings.tsx';
import { useMailbox } from './use-mailbox.ts';
import { useBeginRehearsal, useRehearsal, useStart } from './use-rehearsal.ts';

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '68ch', color: tokens.colorNeutralForeground2 },
  wrong: { margin: 0, color: tokens.colorPaletteRedForeground1 },
});

/** What synchronisation would do to a mailbox that is not started yet; nothing of it is done here. */
export function RehearsalPage() {
  const { id = '' } = useParams();
  const { rehearsal: words } = useWords();
  const mailbox = useMailbox(id, 15_000);
  const rehearsal = useRehearsal(id);
  if (isMissing(mailbox.error)) return <MissingPage />;
  const error = mailbox.error ?? rehearsal.error;
  return (
    <Page
      title={words.title}
      above={<TextLink to={`/mailboxes/${id}`}>{mailbox.data?.value.name ?? ''}</TextLink>}
      actions={
        mailbox.data === undefined ? undefined : <Actions mailbox={mailbox.data} rehearsal={rehearsal.data} />
      }
    >
      {error !== null && <Failure error={error} retry={() => void rehearsal.refetch()} />}
      {rehearsal.data === undefined && error === null && <Loading lines={3} height={64} />}
      {rehearsal.data !== undefined && <Standing rehearsal={rehearsal.data} />}
      {rehearsal.data?.state === 'done' && <RehearsalFindings rehearsal={rehearsal.data} />}
    </Page>
  );
}

interface ActionsProps {
  readonly mailbox: Versioned<Mailbox>;
  readonly rehearsal: Rehearsal | undefined;
}

function Actions({ mailbox, rehearsal }: ActionsProps) {
  const { rehearsal: words } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const { id, state } = mailbox.value;
  const begin = useBeginRehearsal(id);
  const start = useStart(id, () => {
    notify(words.started);
    void navigate(`/mailboxes/${id}`);
  });
  if (state !== 'paused') return null;
  const isRunning = rehearsal?.state === 'running' || begin.isPending;
  const isDone = rehearsal?.state === 'done';
  return (
    <>
      <Button
        appearance={isDone ? 'secondary' : 'primary'}
        disabledFocusable={isRunning}
        onClick={() => begin.mutate(null)}
      >
        {rehearsal?.state === 'none' ? words.begin : words.again}
      </Button>
      <Button
        appearance={isDone ? 'primary' : 'secondary'}
        icon={<PlayRegular />}
        disabledFocusable={isRunning || start.isPending}
        onClick={() => start.mutate(mailbox.etag)}
      >
        {words.start}
      </Button>
      {[begin.error, start.error].map(
        (error, index) => error !== null && <Failure key={index} error={error} />,
      )}
    </>
  );
}

/** How far it is, when it was, or what went wrong. */
function Standing({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const styles = useStyles();
  const { rehearsal: words } = useWords();
  const formats = useFormats();
  const explain = useSentence();
  const { state, phase, done, endedAt, error } = rehearsal;
  const count = formats.number(done);
  return (
    <Surface title={words.titles[state]}>
      <p className={styles.text} role="status">
        {state === 'none' && words.none}
        {state === 'running' && (phase === null ? words.running : words.phases[phase](count))}
        {state === 'done' && endedAt !== null && words.done(formats.moment(endedAt))}
        {state === 'failed' && words.failed}
      </p>
      {error !== null && <p className={styles.wrong}>{explain(error)}</p>}
    </Surface>
  );
}
