import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2 },
  // Addresses of servers are long words.
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** Names and what is known under them, side by side where there is room; what is empty is left out. */
export function FactList({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
