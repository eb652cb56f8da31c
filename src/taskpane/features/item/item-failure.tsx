import { Button } from '@fluentui/react-components';
import { CloudOffRegular, ErrorCircleRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { Problem, Unreachable } from '../../api/problems.ts';
import { useOnline } from '../../app/use-online.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { Bar } from '../../parts/bar.tsx';
import { DeadEnd } from '../../parts/dead-end.tsx';

interface FailureProps {
  readonly error: unknown;
  readonly again: () => void;
}

/** Nothing could be shown for the item: offline, the server is silent, or it refused. Says which, and the way on. */
export function ItemFailure({ error, again }: FailureProps) {
  const { states, common } = useWords();
  const explain = useProblemWords();
  const online = useOnline();
  if (!online) {
    return (
      <DeadEnd level={2} sign={<CloudOffRegular />} title={states.offlineTitle}>
        {states.offlineText}
      </DeadEnd>
    );
  }
  const retry = <Button onClick={again}>{common.tryAgain}</Button>;
  if (isServerTrouble(error)) {
    return (
      <DeadEnd level={2} sign={<PlugDisconnectedRegular />} title={states.serverTitle} action={retry}>
        {error instanceof Problem ? explain(error) : states.serverText}
      </DeadEnd>
    );
  }
  return (
    <DeadEnd level={2} sign={<ErrorCircleRegular />} title={states.problemTitle} action={retry}>
      {explain(error)}
    </DeadEnd>
  );
}

/** The same in one line, above what is still shown from before. Nothing while all is well. */
export function StaleBar({ error, again }: FailureProps) {
  const { states, common } = useWords();
  const explain = useProblemWords();
  const online = useOnline();
  if (!online) {
    return (
      <Bar tone="warning" sign={<CloudOffRegular />}>
        {states.offlineBar}
      </Bar>
    );
  }
  if (error === null) return null;
  const retry = (
    <Button size="small" onClick={again}>
      {common.tryAgain}
    </Button>
  );
  return (
    <Bar tone="warning" sign={<PlugDisconnectedRegular />} actions={retry}>
      {isServerTrouble(error) ? states.serverBar : explain(error)}
    </Bar>
  );
}

function isServerTrouble(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Problem && error.status >= 500);
}
