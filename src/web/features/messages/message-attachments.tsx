import { makeStyles, tokens } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons';
import type { Message } from '../../../contract/index.ts';
import { attachmentAddress } from '../../api/messages.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';

const useStyles = makeStyles({
  name: { flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorBrandForegroundLink },
  size: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

/** What came with the mail, to be downloaded. Images of the text are in the text. */
export function MessageAttachments({ message }: { readonly message: Message }) {
  const styles = useStyles();
  const { messages } = useWords();
  const formats = useFormats();
  const attached = message.attachments.filter(({ inline }) => !inline);
  if (attached.length === 0) return null;
  return (
    <Surface title={messages.attachments(attached.length)}>
      <Rows label={messages.attachments(attached.length)}>
        {attached.map(({ index, name, size }) => (
          <Row key={index}>
            <AttachRegular aria-hidden />
            <a className={styles.name} href={attachmentAddress(message.id, index)} download>
              {name || messages.unnamed}
            </a>
            <span className={styles.size}>{messages.size(formats.number(Math.ceil(size / 1000)))}</span>
          </Row>
        ))}
      </Rows>
    </Surface>
  );
}
