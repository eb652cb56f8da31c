import { makeStyles, tokens } from '@fluentui/react-components';
import type { ItemLink, Message } from '../../../contract/index.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { recordAddress } from '../search/record-address.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The records that the mail is linked with: by whom, when, by which rule. */
export function MessageLinks({ message }: { readonly message: Message }) {
  const { messages } = useWords();
  const { links } = message;
  return (
    <Surface title={messages.linked} {...(links.length === 0 ? { text: messages.notLinked } : {})}>
      {links.length > 0 && (
        <Rows label={messages.linked}>
          {links.map((link) => (
            <LinkRow key={`${link.recordType}/${link.id}`} link={link} />
          ))}
        </Rows>
      )}
    </Surface>
  );
}

function LinkRow({ link }: { readonly link: ItemLink }) {
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
        <div className={styles.quiet}>{how}</div>
      </div>
      <span className={styles.quiet}>{records.types[link.recordType]}</span>
    </Row>
  );
}
