import { Button } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import { useWords } from '../language/spoken.ts';
import { Bar, useSignStyles } from '../parts/bar.tsx';
import { useNotices } from './notices.ts';

/**
 * How the last thing that the user did has ended, with Undo or another try. It stays until it is closed or the next comes:
 * nobody has to be quick. `itemKey`: the item that is shown; a notice about another one names it.
 */
export function NoticeBar({ itemKey }: { readonly itemKey: string | null }) {
  const signs = useSignStyles();
  const { latest, close } = useNotices();
  const { common, notices, item } = useWords();
  const about = latest?.about ?? null;
  const elsewhere = about !== null && about.key !== itemKey;
  const action = latest?.undo ?? latest?.retry;
  return (
    <div role="status">
      {latest !== null && (
        <Bar
          tone={latest.tone === 'failed' ? 'danger' : 'neutral'}
          sign={
            latest.tone === 'failed' ? (
              <ErrorCircleFilled className={signs.failed} />
            ) : (
              <CheckmarkCircleFilled className={signs.done} />
            )
          }
          actions={
            <>
              {action !== undefined && (
                <Button
                  size="small"
                  onClick={() => {
                    close();
                    action();
                  }}
                >
                  {latest.undo === undefined ? common.tryAgain : common.undo}
                </Button>
              )}
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                title={common.close}
                aria-label={common.close}
                onClick={close}
              />
            </>
          }
        >
          {elsewhere ? notices.ofItem(about.item.subject || item.noSubject, latest.text) : latest.text}
        </Bar>
      )}
    </div>
  );
}
