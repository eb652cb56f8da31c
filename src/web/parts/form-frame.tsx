import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../language/spoken.ts';
import { LinkButton } from './link-button.tsx';
import { Failure } from './states.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

export interface FormFrameProps {
  /** Whether what is entered can't be saved as it is; then saving only shows why. */
  readonly mistaken: boolean;
  readonly onSave: () => void;
  readonly pending: boolean;
  /** What the last try to save ended with. */
  readonly error: unknown;
  /** Replaces the error where somebody else saved first. */
  readonly conflict?: ReactNode;
  readonly cancelTo: string;
  /** The fields. Mistakes are shown from the first try to save on (`tried`). */
  readonly children: (tried: boolean) => ReactNode;
}

/** What every form is made of: its fields, what went wrong, and Cancel and Save. */
export function FormFrame(props: FormFrameProps) {
  const { mistaken, onSave, pending, error, conflict, cancelTo, children } = props;
  const styles = useStyles();
  const { common } = useWords();
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!mistaken && !pending) onSave();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {children(tried)}
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
