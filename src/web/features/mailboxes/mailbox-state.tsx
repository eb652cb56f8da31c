import { ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { FactList } from '../../parts/fact-list.tsx';
import { Surface } from '../../parts/surface.tsx';
import { LightSign } from './light-sign.tsx';
import { useLight, useNow } from './use-mailbox.ts';
import { useProgress } from './use-progress.ts';
import type { Running } from './use-progress.ts';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  words: { minWidth: 0, display: 'grid', gap: tokens.spacingVerticalXXS, minHeight: '44px' },
  sentence: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  below: { color: tokens.colorNeutralForeground2 },
  // Always there, so that nothing jumps when a run begins.
  progress: { height: '2px' },
  counts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(104px, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  count: { display: 'flex', flexDirection: 'column-reverse' },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontVariantNumeric: 'tabular-nums',
  },
});

/** How a mailbox stands, followed live while this is open. */
export function MailboxState({ mailbox }: { readonly mailbox: Mailbox }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const formats = useFormats();
  const light = useLight(mailbox);
  const now = useNow(15_000);
  const running = useProgress(mailbox.id, mailbox.state !== 'new');
  const next =
    mailbox.state === 'waiting' && mailbox.nextPumpAt !== null && Date.parse(mailbox.nextPumpAt) > now;
  return (
    <Surface>
      <div className={styles.state}>
        <LightSign color={light.color} />
        <div className={styles.words} role="status">
          <span className={styles.sentence}>{light.sentence}</span>
          <span className={styles.below}>
            {running !== null && <Phase running={running} />}
            {next && mailbox.nextPumpAt !== null && mailboxes.next(formats.relative(mailbox.nextPumpAt, now))}
          </span>
        </div>
      </div>
      <div className={styles.progress}>
        {running !== null && <ProgressBar aria-label={mailboxes.progressLabel} thickness="medium" />}
      </div>
      <Counts counts={mailbox.counts} />
      <Facts mailbox={mailbox} />
    </Surface>
  );
}

function Phase({ running }: { readonly running: Running }) {
  const { mailboxes } = useWords();
  const formats = useFormats();
  const phase = running.phase === null ? mailboxes.states.running : mailboxes.phases[running.phase];
  return (
    <>
      {phase}
      {running.done > 0 && ` · ${mailboxes.progressDone(formats.number(running.done))}`}
    </>
  );
}

const COUNTS = ['linked', 'pending', 'held', 'quarantined', 'notSent', 'conflicts', 'dormant'] as const;

function Counts({ counts }: Pick<Mailbox, 'counts'>) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const formats = useFormats();
  return (
    <dl className={styles.counts}>
      {COUNTS.map((name) => (
        <div key={name} className={styles.count}>
          <dt className={styles.below}>{mailboxes.counts[name]}</dt>
          <dd className={styles.number}>{formats.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ mailbox }: { readonly mailbox: Mailbox }) {
  const { mailboxes } = useWords();
  const formats = useFormats();
  const { facts } = mailboxes;
  const rows: [string, string][] = [
    [
      facts.server,
      [mailbox.server, mailbox.endpoint ?? mailbox.url].filter((part) => part !== '').join(', '),
    ],
    [facts.user, mailbox.user],
    [facts.addresses, formats.list(mailbox.addresses.map((address) => address.replace(/^mailto:/, '')))],
    [facts.lastPump, mailbox.lastPumpAt === null ? mailboxes.never : formats.moment(mailbox.lastPumpAt)],
  ];
  const { intervalSeconds } = mailbox.settings;
  const interval = mailboxes.intervals[intervalSeconds] ?? mailboxes.everySeconds(intervalSeconds);
  const changes = mailbox.watched ? mailboxes.noticed : mailboxes.lookedFor(interval);
  if (mailbox.state !== 'new') rows.push([facts.changes, changes]);
  return <FactList facts={rows} />;
}
