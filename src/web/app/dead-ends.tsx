import { Button } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useWords } from '../language/spoken.ts';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';

/** An address, or a record, that isn't there. */
export function MissingPage() {
  const { common } = useWords();
  const navigate = useNavigate();
  return (
    <Page title={common.notFoundTitle} narrow>
      <Empty
        title={common.notFoundText}
        action={<Button onClick={() => void navigate('/appointments')}>{common.toStart}</Button>}
      />
    </Page>
  );
}

/** A page that threw, or whose chunk could not be loaded (after an update, or offline). */
export function BrokenPage() {
  const { common } = useWords();
  return (
    <Page title={common.brokenTitle} narrow>
      <Empty
        title={common.brokenText}
        action={
          <Button appearance="primary" onClick={() => location.reload()}>
            {common.reload}
          </Button>
        }
      />
    </Page>
  );
}
