import { useNavigate } from 'react-router';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Page } from '../../parts/page.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { NEW_RULE, ruleInput } from './draft.ts';
import { RuleForm } from './rule-form.tsx';
import { useCreateRule } from './use-rules.ts';

/** Makes a rule; it comes last. For administrators; the server decides. */
export function NewRulePage() {
  const { rules } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const create = useCreateRule(() => {
    notify(rules.saved);
    void navigate('/rules');
  });
  return (
    <Page title={rules.create} above={<TextLink to="/rules">{rules.title}</TextLink>} narrow>
      <RuleForm
        initial={NEW_RULE}
        pending={create.isPending}
        error={create.error}
        onSave={(draft) => create.mutate(ruleInput(draft))}
      />
    </Page>
  );
}
