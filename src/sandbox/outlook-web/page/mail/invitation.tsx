import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  CalendarLtr20Regular,
  Checkmark20Regular,
  Dismiss20Regular,
  Question20Regular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { MailedMeetingAnswer, MessageAnswer } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { tell } from '../parts/face.ts';
import { Trouble } from '../parts/trouble.tsx';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: tokens.borderRadiusLarge,
  },
  when: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const ANSWERS = [
  { answer: 'accepted', word: 'accept', icon: <Checkmark20Regular /> },
  { answer: 'tentative', word: 'tentative', icon: <Question20Regular /> },
  { answer: 'declined', word: 'decline', icon: <Dismiss20Regular /> },
] as const;

/** The meeting that a mail is about; an invitation can be answered, and leaves the inbox then. */
export function Invitation({
  message,
  meeting,
  onAnswered,
}: {
  readonly message: MessageAnswer;
  readonly meeting: MailedMeetingAnswer;
  readonly onAnswered: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const navigate = useNavigate();
  const respond = useMutation({
    mutationFn: (answer: string) => tell('appointment/respond', { id: message.id, answer }),
    onSuccess: onAnswered,
  });
  const { method, appointmentId, response, start, end, isAllDay, location, recurs } = meeting;
  const said = {
    REQUEST: words.invitation.request,
    CANCEL: words.invitation.cancelled,
    REPLY: words.invitation.answered,
  };
  const when = isAllDay
    ? formats.days(start, end - 1)
    : `${formats.longDay(start)}, ${formats.span(start, end)}`;
  const answerable = method === 'REQUEST' && appointmentId !== null && response !== 'organizer';
  return (
    <section className={styles.card} aria-label={words.invitationMark}>
      <Text weight="semibold">{said[method](message.from.name)}</Text>
      <span className={styles.when}>
        <CalendarLtr20Regular />
        <Text>
          {[when, location, ...(recurs ? [words.invitation.repeats] : [])]
            .filter((one) => one !== '')
            .join(' · ')}
        </Text>
      </span>
      <Trouble error={respond.error} />
      <div className={styles.actions}>
        {answerable &&
          ANSWERS.map(({ answer, word, icon }) => (
            <Button
              key={answer}
              icon={icon}
              aria-pressed={response === answer}
              disabledFocusable={respond.isPending}
              onClick={() => {
                respond.mutate(answer);
              }}
            >
              {words.invitation[word]}
            </Button>
          ))}
        {appointmentId !== null && (
          <Button
            appearance="transparent"
            onClick={() => void navigate(`/calendar?open=${encodeURIComponent(appointmentId)}`)}
          >
            {words.invitation.open}
          </Button>
        )}
      </div>
    </section>
  );
}
