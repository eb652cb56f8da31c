import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Textarea,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useFormats, useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import type { AppointmentDraft } from './draft.ts';
import { timeMistake } from './draft.ts';
import { LinkFields } from './link-fields.tsx';
import { ParticipantFields } from './participant-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import { ruleMistake } from './rule-draft.ts';
import { TimeFields } from './time-fields.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

export interface AppointmentFormProps {
  readonly draft: AppointmentDraft;
  readonly onChange: (draft: AppointmentDraft) => void;
  readonly onSave: () => void;
  readonly pending: boolean;
  readonly error: unknown;
  /** Replaces the error where somebody else saved first. */
  readonly conflict?: ReactNode;
  readonly cancelTo: string;
  /** What is edited is one date of a series: it has no repetition or links of its own. */
  readonly single?: boolean;
  /** The rules in words where the editor can't express them. */
  readonly keptRule?: string;
  /** A remark above the fields. */
  readonly note?: string;
}

/** The fields of an appointment. */
export function AppointmentForm(props: AppointmentFormProps) {
  const { draft, onChange, onSave, pending, error, conflict, cancelTo, single = false, note } = props;
  const styles = useStyles();
  const { appointments, common } = useWords();
  const { timeZone } = useFormats();
  const [tried, setTried] = useState(false);
  const wrongTime = timeMistake(draft, timeZone);
  const wrongRule = single ? null : ruleMistake(draft.rule, draft.startDate);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrongTime === null && wrongRule === null && !pending) onSave();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {note !== undefined && (
        <MessageBar layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      )}
      <Surface>
        <Field label={appointments.form.title}>
          <Input
            size="large"
            maxLength={2000}
            value={draft.title}
            onChange={(_, data) => onChange({ ...draft, title: data.value })}
          />
        </Field>
        <TimeFields draft={draft} onChange={onChange} mistake={tried ? wrongTime : null} />
        {!single && (
          <RuleFields
            draft={draft}
            onChange={onChange}
            mistake={tried ? wrongRule : null}
            keptRule={props.keptRule ?? ''}
          />
        )}
        <Field label={appointments.form.place}>
          <Input
            maxLength={2000}
            value={draft.place}
            onChange={(_, data) => onChange({ ...draft, place: data.value })}
          />
        </Field>
        <Field label={appointments.form.description}>
          <Textarea
            rows={5}
            resize="vertical"
            value={draft.description}
            onChange={(_, data) => onChange({ ...draft, description: data.value })}
          />
        </Field>
      </Surface>
      <Surface title={appointments.participants}>
        <ParticipantFields
          attendees={draft.attendees}
          onChange={(attendees) => onChange({ ...draft, attendees })}
        />
      </Surface>
      {!single && (
        <Surface title={appointments.records}>
          <LinkFields links={draft.links} onChange={(links) => onChange({ ...draft, links })} />
        </Surface>
      )}
      {conflict}
      {error !== null && conflict === undefined && <Failure error={error} />}
      <div className={styles.actions}>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
        <Button type="submit" appearance="primary" disabledFocusable={pending}>
          {pending ? common.saving : common.save}
        </Button>
      </div>
    </form>
  );
}
