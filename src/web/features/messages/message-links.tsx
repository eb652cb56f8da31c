import { useEffect, useRef, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { LinkDismissRegular } from '@fluentui/react-icons';
import type { ItemLink, Message } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Row, Rows } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { recordAddress } from '../search/record-address.ts';
import { useUnlink } from './use-messages.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 0', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The records that the mail is linked with: by whom, when, by which rule; and how to take a link away. */
export function MessageLinks({ message }: { readonly message: Message }) {
  const { messages } = useWords();
  const { links } = message;
  useFocusAfterwards(links.length);
  return (
    <Surface title={messages.linked} {...(links.length === 0 ? { text: messages.notLinked } : {})}>
      {links.length > 0 && (
        <Rows label={messages.linked}>
          {links.map((link) => (
            <LinkRow key={`${link.recordType}/${link.id}`} messageId={message.id} link={link} />
          ))}
        </Rows>
      )}
    </Surface>
  );
}

/** Whose link is gone had the focus in it: it goes to the page's heading, not to nowhere. */
function useFocusAfterwards(count: number): void {
  const before = useRef(count);
  useEffect(() => {
    const fewer = count < before.current;
    before.current = count;
    if (fewer && document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus();
  }, [count]);
}

interface LinkRowProps {
  readonly messageId: string;
  readonly link: ItemLink;
}

function LinkRow({ messageId, link }: LinkRowProps) {
  const styles = useStyles();
  const { messages, records } = useWords();
  const formats = useFormats();
  const reasonWords = useSentence();
  const when = formats.moment(link.linkedAt);
  const how =
    link.rule === null
      ? messages.linkedBy(link.linkedBy?.displayName ?? messages.somebody, when)
      : messages.linkedByRule(reasonWords(link.rule), when);
  return (
    <Row>
      <div className={styles.words}>
        <TextLink to={recordAddress(link.recordType, link.id)}>{link.title || records.untitled}</TextLink>
        <div className={styles.quiet}>
          {records.types[link.recordType]} · <span>{how}</span>
        </div>
      </div>
      {link.removable && <Unlink messageId={messageId} link={link} />}
    </Row>
  );
}

function Unlink({ messageId, link }: LinkRowProps) {
  const { messages, records } = useWords();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const title = link.title || records.untitled;
  const unlink = useUnlink(messageId, () => {
    notify(messages.unlinked(title));
    setAsking(false);
  });
  const label = messages.unlinkNamed(title);
  return (
    <>
      <Button
        appearance="subtle"
        icon={<LinkDismissRegular />}
        title={label}
        aria-label={label}
        onClick={() => setAsking(true)}
      />
      <Confirm
        open={asking}
        title={messages.unlinkTitle(title)}
        action={messages.unlink}
        pending={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate({ recordType: link.recordType, id: link.id })}
        onCancel={() => setAsking(false)}
      >
        {messages.unlinkText}
      </Confirm>
    </>
  );
}
