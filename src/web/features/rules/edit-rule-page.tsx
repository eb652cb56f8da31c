import { useNavigate, useParams } from 'react-router';
import type { Rule } from '../../../contract/index.ts';
import { isMissing } from '../../api/problems.ts';
import { MissingPage } from '../../app/dead-ends.tsx';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { ruleDraft, ruleInput } from './draft.ts';
import { RuleForm } from './rule-form.tsx';
import { useChangeRule, useRule } from './use-rules.ts';

/** Changes a rule. For administrators; the server decides. */
export function EditRulePage() {
  const { id = '' } = useParams();
  const { rules } = useWords();
  const { data, error, isPending, refetch } = useRule(id);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Page title={data?.name ?? rules.title} above={<TextLink to="/rules">{rules.title}</TextLink>} narrow>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Loading lines={3} height={128} />}
      {data !== undefined && <Editing rule={data} />}
    </Page>
  );
}

function Editing({ rule }: { readonly rule: Rule }) {
  const { rules } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const change = useChangeRule(rule, () => {
    notify(rules.saved);
    void navigate('/rules');
  });
  return (
    <RuleForm
      initial={ruleDraft(rule)}
      pending={change.isPending}
      error={change.error}
      onSave={(draft) => change.mutate(ruleInput(draft))}
    />
  );
}
