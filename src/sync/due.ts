import type { OpenIntent } from './ports.ts';

/** Open intents by whether their call is certainly over: before that nobody looks what became of it. */
export function byDue(open: readonly OpenIntent[]): {
  readonly due: readonly OpenIntent[];
  readonly early: readonly OpenIntent[];
} {
  return {
    due: open.filter(({ waitMs }) => waitMs <= 0),
    early: open.filter(({ waitMs }) => waitMs > 0),
  };
}
