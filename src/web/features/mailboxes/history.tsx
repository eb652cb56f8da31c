import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { HistoryEntry } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Row } from '../../parts/rows.tsx';
import { Empty } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { useFieldWords } from '../appointments/use-field-words.ts';
import { useItemTitle } from '../appointments/use-title.ts';
import { useMailboxList } from './use-mailbox-lists.ts';

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalM },
  filter: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  time: { flex: '0 0 168px', color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  words: { flex: '1 1 260px', minWidth: 0, display: 'grid', gap: '2px' },
  what: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  below: { color: tokens.colorNeutralForeground2 },
  title: { fontWeight: tokens.fontWeightSemibold },
});

/** What was observed, decided and done, newest first; `?item=` shows one item's history alone. */
export function History({ mailboxId }: { readonly mailboxId: string }) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const [search, setSearch] = useSearchParams();
  const item = search.get('item');
  const list = useMailboxList(mailboxId, 'history', item);
  const itemTitle = useItemTitle();
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const named = entries.find((entry) => entry.title !== null || entry.privacy !== undefined);
  return (
    <div className={styles.parts}>
      {item !== null && (
        <div className={styles.filter}>
          <span>{mailboxes.historyOf(named === undefined ? mailboxes.noTitle : itemTitle(named))}</span>
          <Button size="small" onClick={() => setSearch({ tab: 'history' }, { replace: true })}>
            {mailboxes.historyAll}
          </Button>
        </div>
      )}
      <ItemList
        label={mailboxes.tabs.history}
        list={list}
        row={(entry) => (
          <HistoryRow key={entry.id} entry={entry} mailboxId={mailboxId} alone={item !== null} />
        )}
        empty={<Empty title={mailboxes.historyNone}>{mailboxes.historyNoneText}</Empty>}
      />
    </div>
  );
}

const COLORS = { observed: 'informative', decided: 'warning', done: 'success' } as const;

interface HistoryRowProps {
  readonly entry: HistoryEntry;
  readonly mailboxId: string;
  /** One item's history: no need for a link to it. */
  readonly alone: boolean;
}

function HistoryRow({ entry, mailboxId, alone }: HistoryRowProps) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const formats = useFormats();
  const itemTitle = useItemTitle();
  const explain = useSentence();
  const { label } = useFieldWords();
  const parameters = entry.reason?.parameters ?? {};
  const { field } = parameters;
  const about = entry.event === 'conflict' && typeof field === 'string' ? `: ${label(field)}` : '';
  const titled = entry.title !== null || entry.privacy !== undefined;
  return (
    <Row>
      <time className={styles.time} dateTime={entry.at}>
        {formats.moment(entry.at)}
      </time>
      <div className={styles.words}>
        {titled && (
          <span className={styles.title}>
            {entry.appointmentId === null ? (
              itemTitle(entry)
            ) : (
              <TextLink to={`/appointments/${entry.appointmentId}`}>{itemTitle(entry)}</TextLink>
            )}
          </span>
        )}
        <span className={styles.what}>
          <Badge appearance="tint" color={COLORS[entry.phase]}>
            {mailboxes.historyPhases[entry.phase]}
          </Badge>
          {explain({ code: `event:${entry.event}`, parameters })}
          {about}
        </span>
        {entry.reason !== null && <span className={styles.below}>{explain(entry.reason)}</span>}
      </div>
      {!alone && entry.linkId !== null && (
        <TextLink to={`/mailboxes/${mailboxId}?tab=history&item=${entry.linkId}`}>
          <span aria-label={mailboxes.itemHistoryOf(itemTitle(entry))}>{mailboxes.itemHistory}</span>
        </TextLink>
      )}
    </Row>
  );
}
