/** Where there is no Outlook to ask, the system says whether it is dark. */
export const NO_OUTLOOK = { isDark: () => null, onThemeChanged: () => () => undefined };
