import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bone: {
    display: 'block',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4,
    animationName: { from: { opacity: 1 }, '50%': { opacity: 0.5 }, to: { opacity: 1 } },
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
    '@media (forced-colors: active)': { border: '1px solid GrayText' },
  },
  round: { borderRadius: tokens.borderRadiusCircular },
});

interface BoneProps {
  /** CSS lengths. */
  readonly width?: string;
  readonly height?: string;
  readonly round?: boolean;
}

/** A grey shape as large as what will stand in its place. Nobody hears of it. */
export function Bone({ width = '100%', height = '14px', round = false }: BoneProps) {
  const styles = useStyles();
  return (
    <span
      aria-hidden
      className={mergeClasses(styles.bone, round && styles.round)}
      style={{ width, height, maxWidth: '100%' }}
    />
  );
}
