import { useCallback } from 'react';
import { sentence, WORDS } from '../../contract/words.ts';
import { Problem, Unreachable } from '../api/problems.ts';
import { useSpoken } from './spoken.ts';

/** Turns what a call threw into a sentence for the user. Never empty. */
export function useProblemWords(): (error: unknown) => string {
  const { language, words } = useSpoken();
  return useCallback(
    (error: unknown) => {
      if (error instanceof Unreachable) return words.common.unreachable;
      if (!(error instanceof Problem)) return words.common.failed('');
      const own =
        error.code in words.problems ? words.problems[error.code as keyof typeof words.problems] : null;
      const known = error.code in WORDS[language] || error.detail === '';
      const text = own ?? (known ? sentence(language, error.code, error.parameters) : error.detail);
      return error.status >= 500 && error.requestId !== null
        ? `${text} ${words.common.requestId(error.requestId)}`
        : text;
    },
    [language, words],
  );
}

/** The sentence of a code with its values: why something is as it is, what a test found, what was done. */
export function useSentence(): (reason: {
  readonly code: string;
  readonly parameters: Record<string, unknown>;
}) => string {
  const { language } = useSpoken();
  return useCallback((reason) => sentence(language, reason.code, reason.parameters), [language]);
}
