import { Unavailable } from '../../../src/sync/errors.ts';

type Call = (...parameters: never[]) => Promise<unknown>;

/** A side that does what it is asked for by one verb, and whose answer is lost. */
export function deaf<T extends object>(side: T, verb: keyof T): T {
  const call = side[verb] as Call;
  const answerless: Call = async (...parameters) => {
    await call(...parameters);
    throw new Unavailable({ code: 'timed-out' });
  };
  return { ...side, [verb]: answerless };
}

/** A side that fails at one verb without doing anything, and nobody can tell. */
export function failing<T extends object>(side: T, verb: keyof T): T {
  const nothing: Call = () => Promise.reject(new Unavailable({ code: 'timed-out' }));
  return { ...side, [verb]: nothing };
}
