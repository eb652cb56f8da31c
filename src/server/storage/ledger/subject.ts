import { isEmptied } from '../../../sync/policy/privacy.ts';
import type { Link } from '../../../sync/ports.ts';

/** What a link is about, as its owner may see it. */
export interface Subject {
  /** Of the mailbox's copy or else the record's; null when there is none. */
  readonly title: string | null;
  /** Its owner keeps it private: only when it is was stored. */
  readonly withheld: boolean;
}

/** Title and privacy of what the two sides were last seen to hold. */
export function subjectOf({ observed, personal }: Pick<Link, 'observed' | 'personal'>): Subject {
  const titles = [observed.mailbox, observed.crm].map((seen) =>
    seen.state === 'present' ? seen.item['title'] : undefined,
  );
  return {
    title: titles.find((title) => typeof title === 'string') ?? null,
    withheld: isEmptied({ personal }),
  };
}
