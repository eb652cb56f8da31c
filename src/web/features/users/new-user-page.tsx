import { useState } from 'react';
import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { fieldMessage } from '../../api/problems.ts';
import { useNotify } from '../../app/notices.tsx';
import { browserTimeZone } from '../../language/formats.ts';
import { useSpoken } from '../../language/spoken.ts';
import { FormFrame } from '../../parts/form-frame.tsx';
import { Page } from '../../parts/page.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { isEmail } from '../records/draft.ts';
import { useCreateUser } from './use-users.ts';

const EMPTY = { username: '', displayName: '', email: '', password: '' };
type Name = keyof typeof EMPTY;
const NAMES: readonly Name[] = ['displayName', 'username', 'email', 'password'];

/** Creates a user. For administrators; the server decides. */
export function NewUserPage() {
  const { language, words } = useSpoken();
  const { users, common } = words;
  const navigate = useNavigate();
  const notify = useNotify();
  const [draft, setDraft] = useState(EMPTY);
  const [role, setRole] = useState<'user' | 'admin'>('user');
  const create = useCreateUser(() => {
    notify(users.created);
    void navigate('/users');
  });
  const mistakes: Readonly<Record<Name, string | null>> = {
    displayName: draft.displayName.trim() === '' ? common.required : null,
    username: /^\S+$/.test(draft.username) ? null : users.usernameWrong,
    email: draft.email === '' || isEmail(draft.email) ? null : users.emailWrong,
    password: draft.password.length >= 8 ? null : users.passwordHint,
  };
  const save = () => {
    const displayName = draft.displayName.trim();
    create.mutate({ ...draft, displayName, role, language, timeZone: browserTimeZone() });
  };
  const hints: Partial<Record<Name, string>> = {
    username: users.usernameHint,
    email: users.emailHint,
    password: users.passwordHint,
  };
  return (
    <Page title={users.create} above={<TextLink to="/users">{users.title}</TextLink>} narrow>
      <FormFrame
        mistaken={Object.values(mistakes).some((mistake) => mistake !== null)}
        onSave={save}
        pending={create.isPending}
        error={create.error}
        cancelTo="/users"
      >
        {(tried) => (
          <Surface>
            {NAMES.map((name) => {
              const message = (tried ? mistakes[name] : null) ?? fieldMessage(create.error, name);
              return (
                <Field
                  key={name}
                  label={users[name]}
                  required={name !== 'email'}
                  {...(hints[name] === undefined ? {} : { hint: hints[name] })}
                  {...(message === null ? {} : { validationMessage: message })}
                >
                  <Input
                    name={name}
                    type={name === 'password' ? 'password' : 'text'}
                    autoComplete={name === 'password' ? 'new-password' : 'off'}
                    value={draft[name]}
                    onChange={(_, data) => setDraft({ ...draft, [name]: data.value })}
                  />
                </Field>
              );
            })}
            <Field label={users.role}>
              <RadioGroup
                value={role}
                onChange={(_, data) => setRole(data.value === 'admin' ? 'admin' : 'user')}
              >
                <Radio value="user" label={users.roles.user} />
                <Radio value="admin" label={users.roles.admin} />
              </RadioGroup>
            </Field>
          </Surface>
        )}
      </FormFrame>
    </Page>
  );
}
