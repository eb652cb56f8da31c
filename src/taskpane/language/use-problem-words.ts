import { useCallback } from 'react';
import { sentenceIn } from '../../contract/words/sentence.ts';
import { Problem, Unreachable } from '../api/problems.ts';
import { OfficeProblem } from '../office/port.ts';
import { useSpoken } from './spoken.ts';

/** Turns what a call threw into a sentence for the user. Never empty. */
export function useProblemWords(): (error: unknown) => string {
  const { words, sentences } = useSpoken();
  return useCallback(
    (error: unknown) => {
      if (error instanceof OfficeProblem) return words.states.office[error.code];
      if (error instanceof Unreachable)
        return navigator.onLine ? words.problems.unreachable : words.problems.unreachableOffline;
      if (!(error instanceof Problem)) return words.problems.unknown;
      const own = Object.entries(words.problems).find(([code]) => code === error.code)?.[1];
      const known = error.code in sentences || error.detail === '';
      const text = own ?? (known ? sentenceIn(sentences, error.code, error.parameters) : error.detail);
      return error.status >= 500 && error.requestId !== null
        ? `${text} ${words.common.requestId(error.requestId)}`
        : text;
    },
    [words, sentences],
  );
}
