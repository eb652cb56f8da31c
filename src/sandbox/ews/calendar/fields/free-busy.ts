import { ItemProblem } from '../../item-problem.ts';
import type { ItemView } from '../view.ts';
import type { Writing } from './field.ts';
import { myResponse } from './people.ts';
import { textOf } from './values.ts';

/** Where Outlook keeps what TRANSP cannot say ([MS-OXCICAL] 2.1.3.1.1.20.31). */
const BUSY_STATUS = 'x-microsoft-cdo-busystatus';

const WORDS: readonly (readonly [word: string, written: string])[] = [
  ['Free', 'FREE'],
  ['Tentative', 'TENTATIVE'],
  ['Busy', 'BUSY'],
  ['OOF', 'OOF'],
  ['WorkingElsewhere', 'WORKINGELSEWHERE'],
];

/** t:LegacyFreeBusyStatus. An invitation that is not answered, or with a perhaps, is tentative. */
export function readFreeBusy(view: ItemView): string {
  const { event, part } = view;
  if (!part.busy) return 'Free';
  const answer = myResponse(view);
  if (answer === 'NoResponseReceived' || answer === 'Tentative') return 'Tentative';
  const written = (textOf(event, BUSY_STATUS) ?? '').toUpperCase();
  const word = WORDS.find(([, one]) => one === written)?.[0];
  // Who changed TRANSP and left the other alone knows only TRANSP.
  if (word !== undefined && word !== 'Free') return word;
  return part.status === 'TENTATIVE' ? 'Tentative' : 'Busy';
}

/** Sets it; NoData is no value that can be set. */
export function setFreeBusy({ event }: Writing, word: string): void {
  const written = WORDS.find(([one]) => one === word)?.[1];
  if (written === undefined) {
    throw new ItemProblem('ErrorCalendarInvalidPropertyValue', 'LegacyFreeBusyStatus has an invalid value.');
  }
  event.updatePropertyWithValue(BUSY_STATUS, written);
  event.updatePropertyWithValue('transp', word === 'Free' ? 'TRANSPARENT' : 'OPAQUE');
}
