import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNotices } from '../../app/notices.ts';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { useSessionState } from '../../session/use-session.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    marginTop: 'auto',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  out: { marginRight: `-${tokens.spacingHorizontalS}`, minWidth: 0, color: tokens.colorNeutralForeground3 },
});

/** Who is signed in to the CRM, and how to sign out; quiet, at the end of the pane. */
export function AccountLine() {
  const styles = useStyles();
  const { common, notices } = useWords();
  const { session } = usePane();
  const { say } = useNotices();
  const explain = useProblemWords();
  const state = useSessionState(session);
  if (state.stage !== 'signed-in') return null;
  const signOut = () => {
    session.signOut().catch((error: unknown) => {
      say({ tone: 'failed', text: notices.failed(explain(error)), about: null, retry: signOut });
    });
  };
  return (
    <footer className={styles.line}>
      <span>{common.signedInAs(state.user.displayName)}</span>
      <Button appearance="transparent" size="small" className={styles.out} onClick={signOut}>
        {common.signOut}
      </Button>
    </footer>
  );
}
