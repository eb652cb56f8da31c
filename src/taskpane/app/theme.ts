import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import type { BrandVariants, Theme } from '@fluentui/react-components';

/** Petrol, as on the CRM's own pages: calm, and dark enough for white text from 80 downwards. */
const petrol: BrandVariants = {
  10: '#021b1e',
  20: '#06282d',
  30: '#09363c',
  40: '#0b434a',
  50: '#0c5058',
  60: '#0d5c65',
  70: '#0e6872',
  80: '#0f737e',
  90: '#2a858f',
  100: '#4697a0',
  110: '#63a8b0',
  120: '#80b9c0',
  130: '#9ccacf',
  140: '#b8dade',
  150: '#d4e9ec',
  160: '#eff8f9',
};

/** For bright surroundings. */
export const lightTheme: Theme = { ...createLightTheme(petrol), colorNeutralForeground3: '#575757' };

/** For dark surroundings; the brand's text colours are lifted until they read well on grey. */
export const darkTheme: Theme = {
  ...createDarkTheme(petrol),
  colorBrandForeground1: petrol[120],
  colorBrandForeground2: petrol[130],
  colorBrandForegroundLink: petrol[120],
  colorBrandForegroundLinkHover: petrol[130],
  colorBrandForegroundLinkPressed: petrol[110],
  colorCompoundBrandForeground1: petrol[120],
};
