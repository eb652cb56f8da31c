import { Field, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useLanguage } from '../language/language.tsx';
import { LANGUAGES, useWords } from '../language/spoken.ts';
import { APPEARANCES, useAppearance } from './appearance.tsx';

/** Each language in its own words. */
const NAMES = { en: 'English', de: 'Deutsch' } as const;

const useStyles = makeStyles({ field: { gap: tokens.spacingHorizontalS } });

/** Switches the language at once. */
export function LanguageChoice() {
  const styles = useStyles();
  const { shell } = useWords();
  const [language, setLanguage] = useLanguage();
  return (
    <Field label={shell.language} orientation="vertical" className={styles.field}>
      <Select
        value={language}
        onChange={(_, data) => {
          const chosen = LANGUAGES.find((each) => each === data.value);
          if (chosen !== undefined) setLanguage(chosen);
        }}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {NAMES[each]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Switches between light, dark and the system's choice. */
export function AppearanceChoice() {
  const styles = useStyles();
  const { shell } = useWords();
  const [appearance, setAppearance] = useAppearance();
  return (
    <Field label={shell.appearance} orientation="vertical" className={styles.field}>
      <Select
        value={appearance}
        onChange={(_, data) => {
          const chosen = APPEARANCES.find((each) => each === data.value);
          if (chosen !== undefined) setAppearance(chosen);
        }}
      >
        {APPEARANCES.map((each) => (
          <option key={each} value={each}>
            {shell.appearances[each]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
