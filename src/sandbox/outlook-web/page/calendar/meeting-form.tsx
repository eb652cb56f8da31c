import { Field, Input, makeStyles, Switch, Textarea, tokens } from '@fluentui/react-components';
import {
  ArrowLeft20Regular,
  CalendarMultiple20Regular,
  Delete20Regular,
  Save20Regular,
  Send20Regular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { AppointmentAnswer, Colleague } from '../../answers.ts';
import { useSpoken } from '../language/language.tsx';
import { remove } from '../parts/face.ts';
import { Trouble } from '../parts/trouble.tsx';
import { NotificationBar } from '../pane/notification-bar.tsx';
import { Ribbon } from '../ribbon/ribbon.tsx';
import type { OwnCommand } from '../ribbon/ribbon.tsx';
import { Answers } from './answers-list.tsx';
import type { MeetingFields } from './meeting-fields.ts';
import { peopleIn } from './meeting-fields.ts';
import { TimeFields } from './time-fields.tsx';
import { useMeetingForm } from './use-meeting-form.ts';
import type { MeetingFormState } from './use-meeting-form.ts';

const useStyles = makeStyles({
  ribbon: { boxShadow: tokens.shadow2, flexShrink: 0 },
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: tokens.spacingHorizontalXL,
  },
  inside: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    width: '100%',
    maxWidth: '780px',
  },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  title: { '& input': { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold } },
  switches: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  body: { '& textarea': { minHeight: '160px', maxHeight: 'none' } },
});

export interface MeetingFormProps {
  readonly className: string;
  readonly user: Colleague;
  /** The meeting that there is, or what a new one begins with. */
  readonly meeting?: AppointmentAnswer;
  readonly wanted?: MeetingFields;
  readonly onClose: () => void;
}

/** A meeting of one's own, in its form. Saving mails nobody; sending does. */
export function MeetingForm({ className, user, onClose, ...from }: MeetingFormProps): ReactNode {
  const styles = useStyles();
  const { words } = useSpoken();
  const form = useMeetingForm(user, from);
  const { fields, edit, meeting } = form;
  const { commands, error } = useFormCommands(form, onClose);
  const bad = fields.end < fields.start;
  return (
    <>
      <Ribbon className={styles.ribbon} commands={commands} />
      <form
        className={className}
        aria-label={fields.subject === '' ? words.newEvent : fields.subject}
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <div className={styles.form}>
          <h1 className={styles.heading}>{form.id === null ? words.newEvent : words.meeting.details}</h1>
          <NotificationBar />
          <Trouble error={error} />
          <div className={styles.inside}>
            <Field label={words.meeting.title} className={styles.title}>
              <Input
                appearance="underline"
                placeholder={words.meeting.titleHint}
                value={fields.subject}
                autoFocus={form.id === null}
                onChange={(_event, { value }) => {
                  edit({ subject: value });
                }}
              />
            </Field>
            <Field label={words.meeting.required} hint={words.compose.recipients}>
              <Input
                value={fields.required}
                autoComplete="off"
                onChange={(_event, { value }) => {
                  edit({ required: value });
                }}
              />
            </Field>
            <Field label={words.meeting.optional}>
              <Input
                value={fields.optional}
                autoComplete="off"
                onChange={(_event, { value }) => {
                  edit({ optional: value });
                }}
              />
            </Field>
            <TimeFields fields={fields} edit={edit} problem={bad ? words.meeting.endBeforeStart : null} />
            <Field label={words.meeting.location}>
              <Input
                value={fields.location}
                onChange={(_event, { value }) => {
                  edit({ location: value });
                }}
              />
            </Field>
            <div className={styles.switches}>
              <Switch
                label={words.meeting.private}
                checked={fields.sensitivity !== 'normal'}
                onChange={(_event, { checked }) => {
                  edit({ sensitivity: checked ? 'private' : 'normal' });
                }}
              />
            </div>
            <Field label={words.meeting.body}>
              <Textarea
                className={styles.body}
                resize="vertical"
                value={fields.text}
                onChange={(_event, { value }) => {
                  edit({ text: value });
                }}
              />
            </Field>
            {meeting !== null && meeting.required.length + meeting.optional.length > 0 && (
              <Answers meeting={meeting} />
            )}
          </div>
        </div>
      </form>
    </>
  );
}

function useFormCommands(
  form: MeetingFormState,
  onClose: () => void,
): { readonly commands: readonly (readonly OwnCommand[])[]; readonly error: Error | null } {
  const { words } = useSpoken();
  const navigate = useNavigate();
  const { id, meeting, fields, edited } = form;
  const saving = useMutation({
    mutationFn: form.save,
    onSuccess: (_id, send) => {
      if (send) onClose();
    },
  });
  const deleting = useMutation({
    mutationFn: (gone: string) => remove('appointment', { id: gone, send: String(invited) }),
    onSuccess: onClose,
  });
  const invited = peopleIn(fields.required).length + peopleIn(fields.optional).length > 0;
  const bad = fields.end < fields.start;
  const busy = saving.isPending || deleting.isPending;
  const save = {
    key: 'save',
    label: words.meeting.save,
    icon: <Save20Regular />,
    disabled: busy || bad || !edited,
    onClick: () => {
      saving.mutate(false);
    },
  };
  const send: OwnCommand = {
    key: 'send',
    label: id === null ? words.meeting.sendInvitations : words.meeting.sendUpdate,
    icon: <Send20Regular />,
    disabled: busy || bad || !edited,
    primary: true,
    onClick: () => {
      saving.mutate(true);
    },
  };
  const seriesId = meeting?.seriesId ?? null;
  return {
    error: saving.error ?? deleting.error,
    commands: [
      [{ key: 'back', label: words.back, icon: <ArrowLeft20Regular />, iconOnly: true, onClick: onClose }],
      invited ? [send, save] : [{ ...save, primary: true }],
      [
        ...(id === null
          ? []
          : [
              {
                key: 'delete',
                label: invited ? words.meeting.cancelMeeting : words.meeting.remove,
                icon: <Delete20Regular />,
                disabled: busy,
                onClick: () => {
                  deleting.mutate(id);
                },
              },
            ]),
        ...(seriesId === null
          ? []
          : [
              {
                key: 'series',
                label: words.meeting.openSeries,
                icon: <CalendarMultiple20Regular />,
                onClick: () => void navigate(`/calendar?open=${encodeURIComponent(seriesId)}`),
              },
            ]),
      ],
    ],
  };
}
