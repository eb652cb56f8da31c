import { useState } from 'react';
import { Button, Combobox, Field, Option, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { Row, Rows } from '../../parts/rows.tsx';
import { isEmail } from '../records/draft.ts';
import { HitOptions } from '../search/hit-options.tsx';
import { useOpen } from '../search/use-open.ts';
import { useRecordSearch } from '../search/use-record-search.ts';
import { nameOf, plainAddress, withAttendee } from './attendees.ts';
import type { Attendee } from './draft.ts';
import { Standing } from './participant-list.tsx';
import { personById } from './person-by-id.ts';

const useStyles = makeStyles({
  words: { flex: '1 1 200px', minWidth: 0, display: 'grid' },
  below: { color: tokens.colorNeutralForeground2 },
});

interface ParticipantFieldsProps {
  readonly attendees: readonly Attendee[];
  readonly onChange: (attendees: readonly Attendee[]) => void;
}

/** Who takes part: persons of the CRM, or any address. */
export function ParticipantFields({ attendees, onChange }: ParticipantFieldsProps) {
  const styles = useStyles();
  const { appointments, common } = useWords();
  return (
    <>
      {attendees.length > 0 && (
        <Rows label={appointments.participants}>
          {attendees.map((attendee) => (
            <Row key={attendee.address}>
              <div className={styles.words}>
                <span>{nameOf(attendee)}</span>
                {nameOf(attendee) !== plainAddress(attendee.address) && (
                  <span className={styles.below}>{plainAddress(attendee.address)}</span>
                )}
              </div>
              <Standing participant={attendee.participant} address={attendee.address} />
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={common.removeNamed(nameOf(attendee))}
                onClick={() => onChange(attendees.filter((each) => each !== attendee))}
              />
            </Row>
          ))}
        </Rows>
      )}
      <ParticipantFinder onFound={(email, name) => onChange(withAttendee(attendees, email, name))} />
    </>
  );
}

function ParticipantFinder({ onFound }: { readonly onFound: (email: string, name: string) => void }) {
  const { appointments } = useWords();
  const queries = useQueryClient();
  const explain = useProblemWords();
  const [text, setText] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const list = useOpen(text);
  const { hits, error, ready } = useRecordSearch(text, ['person']);
  const typed = text.trim();
  const add = (email: string, name: string) => {
    setText('');
    setMessage(null);
    list.close();
    onFound(email, name);
  };
  const choose = async (value: string) => {
    if (value === '') return;
    if (value.startsWith('address:')) {
      add(value.slice('address:'.length), '');
      return;
    }
    const hit = hits.find((each) => `person/${each.id}` === value);
    if (hit === undefined) return;
    try {
      const person = await personById(queries, hit.id);
      const [email] = person.emails;
      if (email === undefined) setMessage(appointments.form.noAddress(person.name));
      else add(email, person.name);
    } catch (failure) {
      setMessage(explain(failure));
    }
  };
  return (
    <Field
      label={appointments.form.addParticipant}
      hint={appointments.form.participantHint}
      {...(message === null ? {} : { validationMessage: message })}
    >
      <Combobox
        freeform
        autoComplete="off"
        value={text}
        selectedOptions={[]}
        {...list.props}
        onChange={(event) => {
          setText(event.target.value);
          list.typed();
          setMessage(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter adds; it must not save the form around.
          event.preventDefault();
          if (isEmail(typed)) add(typed, '');
        }}
        onOptionSelect={(_, data) => void choose(data.optionValue ?? '')}
      >
        {isEmail(typed) && (
          <Option value={`address:${typed}`} text={typed} checkIcon={null}>
            {appointments.form.addAddress(typed)}
          </Option>
        )}
        {typed !== '' && (!isEmail(typed) || hits.length > 0) && (
          <HitOptions hits={hits} error={error} ready={ready} text={text} />
        )}
      </Combobox>
    </Field>
  );
}
