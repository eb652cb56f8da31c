/** Outlook's look. */
export type Look = 'light' | 'dark';

/** Colours as OfficeThemeChanged carries them: JSON text of numbers 0xRRGGBB. */
const THEMES: Readonly<Record<Look, Readonly<Record<string, number>>>> = {
  light: {
    bodyBackgroundColor: 0xffffff,
    bodyForegroundColor: 0x242424,
    controlBackgroundColor: 0xf5f5f5,
    controlForegroundColor: 0x242424,
  },
  dark: {
    bodyBackgroundColor: 0x292929,
    bodyForegroundColor: 0xffffff,
    controlBackgroundColor: 0x141414,
    controlForegroundColor: 0xffffff,
  },
};

/** The payload of OfficeThemeChanged. */
export function themePayload(look: Look): readonly [string] {
  return [JSON.stringify(THEMES[look])];
}
