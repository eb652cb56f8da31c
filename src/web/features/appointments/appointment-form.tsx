import { Field, Input, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components';
import { useFormats, useWords } from '../../language/spoken.ts';
import { FormFrame } from '../../parts/form-frame.tsx';
import type { FormFrameProps } from '../../parts/form-frame.tsx';
import { Surface } from '../../parts/surface.tsx';
import type { AppointmentDraft } from './draft.ts';
import { timeMistake } from './draft.ts';
import { LinkFields } from './link-fields.tsx';
import { ParticipantFields } from './participant-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import { ruleMistake } from './rule-draft.ts';
import { TimeFields } from './time-fields.tsx';

interface AppointmentFormProps extends Omit<FormFrameProps, 'mistaken' | 'children'> {
  readonly draft: AppointmentDraft;
  readonly onChange: (draft: AppointmentDraft) => void;
  /** What is edited is one date of a series: it has no repetition or links of its own. */
  readonly single?: boolean;
  /** The rules in words where the editor can't express them. */
  readonly keptRule?: string;
  /** A remark above the fields. */
  readonly note?: string;
}

/** The fields of an appointment. */
export function AppointmentForm(props: AppointmentFormProps) {
  const { draft, onChange, single = false, keptRule = '', note, ...frame } = props;
  const { appointments } = useWords();
  const { timeZone } = useFormats();
  const wrongTime = timeMistake(draft, timeZone);
  const wrongRule = single ? null : ruleMistake(draft.rule, draft.startDate);
  return (
    <FormFrame {...frame} mistaken={wrongTime !== null || wrongRule !== null}>
      {(tried) => (
        <>
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
                keptRule={keptRule}
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
        </>
      )}
    </FormFrame>
  );
}
