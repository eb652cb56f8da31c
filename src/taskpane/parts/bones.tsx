import { makeStyles, tokens } from '@fluentui/react-components';

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
});

interface BoneProps {
  /** CSS lengths. */
  readonly width?: string;
  readonly height?: string;
}

/** A grey shape as large as what will stand in its place. Nobody hears of it. */
export function Bone({ width = '100%', height = '14px' }: BoneProps) {
  const styles = useStyles();
  return <span aria-hidden className={styles.bone} style={{ width, height, maxWidth: '100%' }} />;
}
