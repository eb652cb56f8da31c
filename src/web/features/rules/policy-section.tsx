import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { Policy } from '../../../contract/index.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { useChangePolicy, usePolicy } from './use-rules.ts';

/** The most that the CRM may show of private items, whatever owners of mailboxes choose. Holds as soon as it is chosen. */
export function PolicySection() {
  const { rules } = useWords();
  const { data, error, refetch } = usePolicy();
  return (
    <Surface title={rules.privacy} text={rules.privacyText}>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <Loading lines={2} height={40} />}
      {data !== undefined && <Choice policy={data} />}
    </Surface>
  );
}

function Choice({ policy }: { readonly policy: Policy }) {
  const { rules } = useWords();
  const notify = useNotify();
  const change = useChangePolicy(policy, () => notify(rules.saved));
  const chosen = change.isPending ? change.variables.privacy : policy.privacy;
  return (
    <>
      <Field label={rules.privacyLabel}>
        <RadioGroup
          value={chosen}
          disabled={change.isPending}
          onChange={(_, data) => change.mutate({ privacy: data.value as Policy['privacy'] })}
        >
          {(['in', 'busy', 'out'] as const).map((name) => (
            <Radio key={name} value={name} label={rules.privacies[name]} />
          ))}
        </RadioGroup>
      </Field>
      {change.error !== null && <Failure error={change.error} />}
    </>
  );
}
