import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useParams } from 'react-router';
import { originalAddress } from '../../api/messages.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { MessageAttachments } from './message-attachments.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageFacts } from './message-facts.tsx';
import { MessageLinks } from './message-links.tsx';
import { useMessage } from './use-messages.ts';

/** One linked mail: who wrote to whom, what, and what it is linked with. */
export function MessagePage() {
  const { id = '' } = useParams();
  const { messages } = useWords();
  const { data, error, refetch } = useMessage(id);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Page title={data === undefined ? messages.mail : data.subject || messages.noSubject} narrow>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} height={128} />}
      {data !== undefined && (
        <>
          <MessageFacts message={data} />
          <Surface title={messages.body} actions={<Download id={id} />}>
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
