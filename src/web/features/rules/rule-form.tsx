import { useState } from 'react';
import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useWords } from '../../language/spoken.ts';
import { FormFrame } from '../../parts/form-frame.tsx';
import { Surface } from '../../parts/surface.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { EFFECTS, areDomains } from './draft.ts';
import type { Effect, RuleDraft } from './draft.ts';

interface RuleFormProps {
  readonly initial: RuleDraft;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (draft: RuleDraft) => void;
}

/** A rule's name, what it is about, and what it does. */
export function RuleForm({ initial, pending, error, onSave }: RuleFormProps) {
  const { rules, common } = useWords();
  const [draft, setDraft] = useState(initial);
  const change = (parts: Partial<RuleDraft>) => setDraft({ ...draft, ...parts });
  const nameless = draft.name.trim() === '';
  const textless = draft.effect === 'link' && !/[^\s:]/.test(draft.text);
  const mistaken = nameless || textless || !areDomains(draft.domains);
  return (
    <FormFrame
      mistaken={mistaken}
      onSave={() => onSave(draft)}
      pending={pending}
      error={error}
      cancelTo="/rules"
    >
      {(tried) => (
        <>
          <Surface>
            <Field
              label={rules.name}
              hint={rules.nameHint}
              required
              {...(tried && nameless ? { validationMessage: common.required } : {})}
            >
              <Input name="name" value={draft.name} onChange={(_, data) => change({ name: data.value })} />
            </Field>
          </Surface>
          <Surface title={rules.then}>
            <Field label={rules.effect}>
              <RadioGroup
                value={draft.effect}
                onChange={(_, data) => change({ effect: data.value as Effect })}
              >
                {EFFECTS.map((name) => (
                  <Radio key={name} value={name} label={rules.effects[name]} />
                ))}
              </RadioGroup>
            </Field>
            {draft.effect === 'link' && (
              <LinkFields draft={draft} onChange={change} wrong={tried && textless} />
            )}
          </Surface>
          <Surface title={rules.when} text={draft.effect === 'link' ? rules.whenLinkText : rules.whenText}>
            <ConditionFields draft={draft} onChange={change} />
          </Surface>
        </>
      )}
    </FormFrame>
  );
}

interface LinkFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (parts: Partial<RuleDraft>) => void;
  readonly wrong: boolean;
}

function LinkFields({ draft, onChange, wrong }: LinkFieldsProps) {
  const { rules, records, common } = useWords();
  return (
    <>
      <Field
        label={rules.text}
        hint={rules.textHint}
        required
        {...(wrong ? { validationMessage: common.required } : {})}
      >
        <Input name="text" value={draft.text} onChange={(_, data) => onChange({ text: data.value })} />
      </Field>
      <Field label={rules.recordType}>
        <Select
          value={draft.recordType}
          onChange={(_, data) => onChange({ recordType: data.value === 'matter' ? 'matter' : 'opportunity' })}
        >
          {(['opportunity', 'matter'] as const).map((type) => (
            <option key={type} value={type}>
              {records.types[type]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
