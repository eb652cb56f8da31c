import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useFormats, useWords } from '../../language/spoken.ts';
import { useProblemWords, useSentence } from '../../language/use-problem-words.ts';
import { LightSign } from './light-sign.tsx';
import type { LightColor } from './light.ts';
import type { AccountTest } from './use-account-test.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 140px', minWidth: 0, minHeight: '40px', display: 'grid', alignContent: 'center' },
  // Addresses of servers are long words.
  why: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  what: { fontWeight: tokens.fontWeightSemibold },
});

interface TestLightProps {
  readonly test: AccountTest;
  readonly onTest: () => void;
  /** What it says before the first test. */
  readonly untested?: string;
}

/** The Test button and its light: grey, working, green, or red with exactly what is wrong. */
export function TestLight({ test, onTest, untested }: TestLightProps) {
  const styles = useStyles();
  const { mailboxes } = useWords();
  const said = useVerdict(test, untested);
  return (
    <div className={styles.bar}>
      <LightSign color={said.color} />
      <div className={styles.words} role="status">
        <span className={styles.what}>{said.what}</span>
        {said.why.map((line) => (
          <span key={line} className={styles.why}>
            {line}
          </span>
        ))}
      </div>
      <Button onClick={onTest} disabledFocusable={test.running}>
        {mailboxes.test}
      </Button>
    </div>
  );
}

interface Verdict {
  readonly color: LightColor;
  readonly what: string;
  readonly why: readonly string[];
}

function useVerdict({ running, result, error }: AccountTest, untested?: string): Verdict {
  const { mailboxes } = useWords();
  const formats = useFormats();
  const explain = useSentence();
  const explainProblem = useProblemWords();
  if (running) return { color: 'working', what: mailboxes.testing, why: [] };
  if (error !== null) return { color: 'red', what: mailboxes.testFailed, why: [explainProblem(error)] };
  if (result === null) return { color: 'grey', what: untested ?? mailboxes.untested, why: [] };
  if (!result.ok) {
    const why = result.detail ?? (result.error === undefined ? null : explain(result.error));
    return { color: 'red', what: mailboxes.testFailed, why: why === null ? [] : [why] };
  }
  const addresses = (result.addresses ?? []).map((address) => address.replace(/^mailto:/, ''));
  return {
    color: 'green',
    what: mailboxes.testOk(result.server ?? ''),
    why: [
      ...(result.endpoint === undefined ? [] : [mailboxes.testEndpoint(result.endpoint)]),
      ...(addresses.length === 0 ? [] : [mailboxes.testAddresses(formats.list(addresses))]),
    ],
  };
}
