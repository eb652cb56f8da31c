import { useCallback } from 'react';
import type { Reason } from '../../contract/values.ts';
import { sentenceIn } from '../../contract/words/sentence.ts';
import { useSpoken } from './spoken.ts';

/** The sentence of a code with its values: why something is as it is, or is suggested. */
export function useSentence(): (reason: Reason) => string {
  const { sentences } = useSpoken();
  return useCallback((reason) => sentenceIn(sentences, reason.code, reason.parameters), [sentences]);
}
