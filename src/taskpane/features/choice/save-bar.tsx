import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../../language/spoken.ts';
import { HiddenStatus } from '../../parts/hidden-status.tsx';

const useStyles = makeStyles({
  bar: { display: 'grid', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  save: { flex: 1 },
  note: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface SaveBarProps {
  readonly count: number;
  readonly saving: boolean;
  /** The meeting has to be saved first. */
  readonly unsavedMeeting: boolean;
  readonly onSave: () => void;
  readonly onClear: () => void;
}

/** One save for everything that is ticked. It is there only while something is. */
export function SaveBar({ count, saving, unsavedMeeting, onSave, onClear }: SaveBarProps) {
  const styles = useStyles();
  const { save } = useWords();
  const label = unsavedMeeting ? save.withMeeting(count) : save.button(count);
  return (
    <>
      <HiddenStatus>{count > 0 ? save.chosen(count) : ''}</HiddenStatus>
      {count > 0 && (
        <section aria-label={save.region} className={styles.bar}>
          {unsavedMeeting && <p className={styles.note}>{save.meetingFirst}</p>}
          <div className={styles.row}>
            <Button
              appearance="primary"
              className={styles.save}
              disabledFocusable={saving}
              {...(saving && { icon: <Spinner size="tiny" aria-hidden /> })}
              onClick={onSave}
            >
              {saving ? save.saving : label}
            </Button>
            <Button disabledFocusable={saving} onClick={onClear}>
              {save.clear}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}
