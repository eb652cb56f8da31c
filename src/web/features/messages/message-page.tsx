import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useParams } from 'react-router';
import type { Message } from '../../../contract/index.ts';
import { originalAddress } from '../../api/messages.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useFormats, useWords } from '../../language/spoken.ts';
import { FactList } from '../../parts/fact-list.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { addressWords } from './address-words.ts';
import { MessageAttachments } from './message-attachments.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageLinks } from './message-links.tsx';
import { useMessage } from './use-messages.ts';

/** One linked mail: who wrote to whom, what, and what it is linked with. */
export function MessagePage() {
  const { id = '' } = useParams();
  const { messages } = useWords();
  const { data, error, refetch } = useMessage(id);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Page
      title={data === undefined ? messages.mail : data.subject || messages.noSubject}
      actions={data === undefined ? undefined : <Download id={id} />}
      narrow
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} height={128} />}
      {data !== undefined && (
        <>
          <MessageFacts message={data} />
          <Surface title={messages.body}>
            <MessageBody message={data} />
          </Surface>
          <MessageAttachments message={data} />
          <MessageLinks message={data} />
        </>
      )}
    </Page>
  );
}

function Download({ id }: { readonly id: string }) {
  const { messages } = useWords();
  return (
    <Button as="a" href={originalAddress(id)} download icon={<ArrowDownloadRegular />}>
      {messages.original}
    </Button>
  );
}

function MessageFacts({ message }: { readonly message: Message }) {
  const { messages } = useWords();
  const formats = useFormats();
  const people = (list: Message['from']) => list.map(addressWords).join(', ');
  const { sentAt, receivedAt } = message;
  return (
    <Surface>
      <FactList
        facts={[
          [messages.from, people(message.from)],
          [messages.to, people(message.to)],
          [messages.cc, people(message.cc)],
          [messages.bcc, people(message.bcc)],
          [messages.sent, sentAt === null ? '' : formats.moment(sentAt)],
          [messages.received, receivedAt === null ? '' : formats.moment(receivedAt)],
        ]}
      />
    </Surface>
  );
}
