import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { localised } from '../../manifest-model.ts';
import type { Icon } from '../../manifest-model.ts';

const useStyles = makeStyles({ icon: { display: 'block', flexShrink: 0 } });

/** A command's picture: of its sizes the smallest that is sharp at `size` CSS pixels on this screen. Decoration. */
export function CommandIcon({
  icons,
  size,
  language,
}: {
  readonly icons: readonly Icon[];
  readonly size: number;
  readonly language: string;
}): ReactNode {
  const styles = useStyles();
  const pixels = size * window.devicePixelRatio;
  const icon = icons.find((one) => one.size >= pixels) ?? icons.at(-1);
  if (icon === undefined) return null;
  return (
    <img className={styles.icon} src={localised(icon.url, language)} width={size} height={size} alt="" />
  );
}
