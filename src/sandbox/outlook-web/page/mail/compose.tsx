import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Delete20Regular, Send20Regular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SendInput } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { tell } from '../parts/face.ts';
import { Trouble } from '../parts/trouble.tsx';
import { letterHtml, readPeople, writtenPeople } from './letter.ts';
import type { LetterDraft } from './letter.ts';
import { MessageBody } from './message-body.tsx';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    height: '100%',
    minHeight: 0,
    overflowY: 'auto',
    padding: tokens.spacingHorizontalL,
  },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
  line: { gridTemplateColumns: '90px minmax(0, 1fr)' },
  text: { flexGrow: 1, minHeight: '200px', '& textarea': { maxHeight: 'none', height: '100%' } },
  quoted: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalM },
});

/** A mail that is being written. It goes into the sandbox's outbox and to colleagues, and no further. */
export function Compose({
  draft,
  onEnd,
}: {
  readonly draft: LetterDraft;
  readonly onEnd: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const [to, setTo] = useState(() => writtenPeople(draft.to));
  const [cc, setCc] = useState(() => writtenPeople(draft.cc));
  const [bcc, setBcc] = useState('');
  const [subject, setSubject] = useState(draft.subject);
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const send = useMutation({
    mutationFn: (input: SendInput) => tell('message/send', input),
    onSuccess: onEnd,
  });
  const lists = { to: readPeople(to), cc: readPeople(cc), bcc: readPeople(bcc) };
  const nobody = lists.to.people.length + lists.cc.people.length + lists.bcc.people.length === 0;
  const wrong = (list: keyof typeof lists): string | undefined => {
    if (!checked) return undefined;
    const { wrong: text } = lists[list];
    if (text !== null) return words.compose.badAddress(text);
    return list === 'to' && nobody ? words.compose.nobody : undefined;
  };
  const submit = (): void => {
    setChecked(true);
    if (nobody || Object.values(lists).some((list) => list.wrong !== null)) return;
    const { to: first, cc: second, bcc: third } = lists;
    send.mutate({
      to: first.people,
      cc: second.people,
      bcc: third.people,
      subject,
      html: letterHtml(text, draft.quoted),
      answers: draft.answers,
    });
  };
  return (
    <form
      className={styles.form}
      aria-label={words.compose.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.actions}>
        <Button
          type="submit"
          appearance="primary"
          icon={<Send20Regular />}
          disabledFocusable={send.isPending}
        >
          {send.isPending ? words.sending : words.send}
        </Button>
        <Button icon={<Delete20Regular />} onClick={onEnd}>
          {words.discard}
        </Button>
      </div>
      <Trouble error={send.error} />
      <People
        label={words.to}
        hint={words.compose.recipients}
        value={to}
        onChange={setTo}
        problem={wrong('to')}
        focused={draft.to.length === 0}
      />
      <People label={words.cc} value={cc} onChange={setCc} problem={wrong('cc')} />
      <People label={words.bcc} value={bcc} onChange={setBcc} problem={wrong('bcc')} />
      <Field label={words.compose.subject} orientation="horizontal" className={styles.line}>
        <Input
          value={subject}
          onChange={(_event, data) => {
            setSubject(data.value);
          }}
        />
      </Field>
      <Textarea
        className={styles.text}
        aria-label={words.compose.body}
        value={text}
        autoFocus={draft.to.length > 0}
        onChange={(_event, data) => {
          setText(data.value);
        }}
      />
      {draft.quoted !== '' && (
        <div className={styles.quoted}>
          <MessageBody html={draft.quoted} attachments={[]} />
        </div>
      )}
    </form>
  );
}

function People({
  label,
  hint,
  value,
  onChange,
  problem,
  focused = false,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | undefined;
  readonly focused?: boolean;
}): ReactNode {
  const styles = useStyles();
  return (
    <Field
      label={label}
      orientation="horizontal"
      className={styles.line}
      {...(problem === undefined ? {} : { validationMessage: problem })}
      {...(hint === undefined ? {} : { hint })}
    >
      <Input
        value={value}
        autoFocus={focused}
        autoComplete="off"
        onChange={(_event, data) => {
          onChange(data.value);
        }}
      />
    </Field>
  );
}
