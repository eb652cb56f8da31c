import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import type { BrandVariants, Theme } from '@fluentui/react-components';

/** A clear blue, nobody's logo. */
const blue: BrandVariants = {
  10: '#04131f',
  20: '#0a2236',
  30: '#0e304c',
  40: '#113d61',
  50: '#154a75',
  60: '#195687',
  70: '#1d6296',
  80: '#226ea4',
  90: '#3d81b3',
  100: '#5894c0',
  110: '#73a6cc',
  120: '#8eb8d8',
  130: '#a9cae3',
  140: '#c4dbed',
  150: '#dfecf6',
  160: '#f2f7fb',
};

/** For bright surroundings. */
export const lightTheme: Theme = { ...createLightTheme(blue), colorNeutralForeground3: '#575757' };

/** For dark surroundings; the brand's text colours are lifted until they read well on grey. */
export const darkTheme: Theme = {
  ...createDarkTheme(blue),
  colorBrandForeground1: blue[120],
  colorBrandForeground2: blue[130],
  colorBrandForegroundLink: blue[120],
  colorBrandForegroundLinkHover: blue[130],
  colorCompoundBrandForeground1: blue[120],
};
