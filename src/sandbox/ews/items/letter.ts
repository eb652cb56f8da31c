// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem (SendMeetingInvitations and its kin)
import type { Letter } from '../../groupware/events.ts';
import { ItemProblem } from '../item-problem.ts';

/** Who hears of a change to a meeting. */
export interface Mailing {
  readonly schedule: boolean;
  readonly letter: Letter;
}

/**
 * Reads SendMeetingInvitations, SendMeetingInvitationsOrCancellations or SendMeetingCancellations. Exchange wants the
 * attribute with every calendar item: `missing` is the code of the refusal.
 */
export function mailingOf(value: string | undefined, missing: string): Mailing {
  if (value === undefined) {
    throw new ItemProblem(
      missing,
      `${missing.replace('Error', '').replace('Required', '')} attribute is required for calendar items.`,
    );
  }
  return {
    schedule: value !== 'SendToNone',
    letter: { keepCopy: value.endsWith('AndSaveCopy'), onlyChanged: /ToChanged/.test(value) },
  };
}
