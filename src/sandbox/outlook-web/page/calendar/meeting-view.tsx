import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArrowLeft20Regular,
  CalendarLtr20Regular,
  CalendarMultiple20Regular,
  Checkmark20Regular,
  Dismiss20Regular,
  Location20Regular,
  Question20Regular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { AppointmentAnswer } from '../../answers.ts';
import { useShownItem } from '../host/add-in-context.ts';
import { useSpoken } from '../language/language.tsx';
import { MessageBody } from '../mail/message-body.tsx';
import { tell } from '../parts/face.ts';
import { Trouble } from '../parts/trouble.tsx';
import { NotificationBar } from '../pane/notification-bar.tsx';
import { Ribbon } from '../ribbon/ribbon.tsx';
import { Answers } from './answers-list.tsx';
import { dateOf } from './days.ts';
import { hostedAppointment } from './hosted-meeting.ts';

const useStyles = makeStyles({
  ribbon: { boxShadow: tokens.shadow2, flexShrink: 0 },
  article: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: tokens.spacingHorizontalXL,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  fact: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  facts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  answers: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const ANSWERS = [
  { answer: 'accepted', word: 'accept', icon: <Checkmark20Regular /> },
  { answer: 'tentative', word: 'tentative', icon: <Question20Regular /> },
  { answer: 'declined', word: 'decline', icon: <Dismiss20Regular /> },
] as const;

/** A meeting of somebody else, or of a calendar that cannot be changed. */
export function MeetingView({
  className,
  meeting,
  onClose,
}: {
  readonly className: string;
  readonly meeting: AppointmentAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const navigate = useNavigate();
  const hosted = useMemo(() => hostedAppointment(meeting), [meeting]);
  useShownItem(hosted);
  const { seriesId, subject, isCancelled, role } = meeting;
  const series =
    seriesId === null
      ? []
      : [
          {
            key: 'series',
            label: words.meeting.openSeries,
            icon: <CalendarMultiple20Regular />,
            onClick: () => void navigate(`/calendar?open=${encodeURIComponent(seriesId)}`),
          },
        ];
  return (
    <>
      <Ribbon
        className={styles.ribbon}
        commands={[
          [{ key: 'back', label: words.back, icon: <ArrowLeft20Regular />, onClick: onClose }],
          series,
        ]}
      />
      <div className={className}>
        <article className={styles.article} tabIndex={0} aria-label={subject}>
          <div className={styles.head}>
            <h1 className={styles.title}>{subject === '' ? words.noSubject : subject}</h1>
            {isCancelled && (
              <Badge appearance="tint" color="danger">
                {words.week.cancelled}
              </Badge>
            )}
          </div>
          <NotificationBar />
          <Facts meeting={meeting} />
          {role === 'attendee' && !isCancelled && <OwnAnswer meeting={meeting} onDeclined={onClose} />}
          {role !== 'alone' && <Answers meeting={meeting} />}
          {meeting.text !== '' && <MessageBody html={meeting.html} attachments={[]} />}
        </article>
      </div>
    </>
  );
}

function Facts({ meeting }: { readonly meeting: AppointmentAnswer }): ReactNode {
  const styles = useStyles();
  const { words, formats } = useSpoken();
  const { start, end, isAllDay, firstDay, endDay, location, recurs } = meeting;
  const when = isAllDay
    ? formats.days(dateOf(firstDay), dateOf(endDay) - 1)
    : `${formats.longDay(start)}, ${formats.span(start, end)}`;
  return (
    <div className={styles.facts}>
      <span className={styles.fact}>
        <CalendarLtr20Regular />
        <Text>
          {recurs
            ? `${when} · ${meeting.seriesId === null ? words.meeting.isSeries : words.meeting.series}`
            : when}
        </Text>
      </span>
      {location !== '' && (
        <span className={styles.fact}>
          <Location20Regular />
          <Text>{location}</Text>
        </span>
      )}
    </div>
  );
}

function OwnAnswer({
  meeting,
  onDeclined,
}: {
  readonly meeting: AppointmentAnswer;
  readonly onDeclined: () => void;
}): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const respond = useMutation({
    mutationFn: (answer: string) => tell('appointment/respond', { id: meeting.id, answer }),
    onSuccess: (_nothing, answer) => {
      if (answer === 'declined') onDeclined();
    },
  });
  return (
    <>
      <Trouble error={respond.error} />
      <div className={styles.answers} role="group" aria-label={words.invitation.yours}>
        {ANSWERS.map(({ answer, word, icon }) => (
          <Button
            key={answer}
            icon={icon}
            appearance={meeting.response === answer ? 'primary' : 'secondary'}
            aria-pressed={meeting.response === answer}
            disabledFocusable={respond.isPending}
            onClick={() => {
              respond.mutate(answer);
            }}
          >
            {words.invitation[word]}
          </Button>
        ))}
      </div>
    </>
  );
}
