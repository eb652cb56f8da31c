import { Checkbox, Dropdown, Field, Input, Option, Select, makeStyles } from '@fluentui/react-components';
import { useWords } from '../../language/spoken.ts';
import { useUsers } from '../users/use-users.ts';
import { PARTS, areDomains } from './draft.ts';
import type { RuleDraft } from './draft.ts';
import { useUserNames } from './use-user-names.ts';

const useStyles = makeStyles({ parts: { display: 'grid' } });

interface ConditionFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (parts: Partial<RuleDraft>) => void;
}

/** What an item must be for a rule to be about it; what is left empty is not asked. */
export function ConditionFields({ draft, onChange }: ConditionFieldsProps) {
  const { rules } = useWords();
  const ofItems = draft.effect !== 'link';
  return (
    <>
      <UsersField draft={draft} onChange={onChange} />
      <Field
        label={rules.domains}
        hint={rules.domainsHint}
        {...(areDomains(draft.domains) ? {} : { validationMessage: rules.domainsWrong })}
      >
        <Input
          name="domains"
          value={draft.domains}
          onChange={(_, data) => onChange({ domains: data.value })}
        />
      </Field>
      {ofItems && (
        <Field label={rules.categories} hint={rules.categoriesHint}>
          <Input
            name="categories"
            value={draft.categories}
            onChange={(_, data) => onChange({ categories: data.value })}
          />
        </Field>
      )}
      {ofItems && (
        <Field label={rules.private}>
          <Select
            value={draft.isPrivate}
            onChange={(_, data) => onChange({ isPrivate: data.value as RuleDraft['isPrivate'] })}
          >
            <option value="">{rules.privateAny}</option>
            <option value="yes">{rules.privateYes}</option>
            <option value="no">{rules.privateNo}</option>
          </Select>
        </Field>
      )}
      {ofItems && <PartFields draft={draft} onChange={onChange} />}
    </>
  );
}

function UsersField({ draft, onChange }: ConditionFieldsProps) {
  const { rules } = useWords();
  const { data } = useUsers();
  const nameOf = useUserNames();
  const users = (data?.pages ?? []).flatMap(({ items }) => items);
  return (
    <Field label={rules.users}>
      <Dropdown
        multiselect
        placeholder={rules.usersAny}
        value={draft.users.map(nameOf).join(', ')}
        selectedOptions={[...draft.users]}
        onOptionSelect={(_, { selectedOptions }) => onChange({ users: selectedOptions })}
      >
        {users.map(({ id, displayName }) => (
          <Option key={id} value={id}>
            {displayName}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function PartFields({ draft, onChange }: ConditionFieldsProps) {
  const styles = useStyles();
  const { rules } = useWords();
  return (
    <Field label={rules.partsLabel} hint={rules.partsHint}>
      <div role="group" aria-label={rules.partsLabel} className={styles.parts}>
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={rules.parts[part]}
            checked={draft.parts.includes(part)}
            onChange={(_, { checked }) =>
              onChange({
                parts: PARTS.filter((name) =>
                  name === part ? checked === true : draft.parts.includes(name),
                ),
              })
            }
          />
        ))}
      </div>
    </Field>
  );
}
