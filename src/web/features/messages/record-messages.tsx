import { makeStyles, tokens } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons';
import type { MessageSummary } from '../../../contract/index.ts';
import type { RecordPath } from '../../api/records.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { Row, RowLink } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';
import { shortAddress } from './address-words.ts';
import { useRecordMessages } from './use-messages.ts';

const useStyles = makeStyles({
  when: { flex: '0 0 200px', color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  words: { flex: '1 1 240px', minWidth: 0 },
  preview: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  attached: { color: tokens.colorNeutralForeground2, display: 'inline-flex', alignItems: 'center' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The mails that are linked with a record, latest first. */
export function RecordMessages({ path, id }: { readonly path: RecordPath; readonly id: string }) {
  const styles = useStyles();
  const { messages } = useWords();
  const list = useRecordMessages(path, id);
  return (
    <Surface title={messages.mails}>
      <ItemList
        label={messages.mails}
        list={list}
        row={(message) => <MessageRow key={message.id} message={message} />}
        empty={<p className={styles.none}>{messages.noMails}</p>}
      />
    </Surface>
  );
}

function MessageRow({ message }: { readonly message: MessageSummary }) {
  const styles = useStyles();
  const { messages } = useWords();
  const formats = useFormats();
  const at = message.sentAt ?? message.receivedAt;
  return (
    <Row linked>
      <span className={styles.when}>{at === null ? '' : formats.moment(at)}</span>
      <div className={styles.words}>
        <RowLink to={`/messages/${message.id}`}>{message.subject || messages.noSubject}</RowLink>
        <div className={styles.preview}>
          {[message.from.map(shortAddress).join(', '), message.preview]
            .filter((part) => part !== '')
            .join(' · ')}
        </div>
      </div>
      {message.attachmentCount > 0 && (
        <span className={styles.attached}>
          <AttachRegular aria-hidden /> {messages.attachments(message.attachmentCount)}
        </span>
      )}
    </Row>
  );
}
