// https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { createCalendarItem } from '../items/create-calendar-item.ts';
import { createMessage } from '../items/create-message.ts';
import { cancelMeeting, removeMeeting, respondToMeeting } from '../items/respond.ts';
import { answerEach, NO_ITEMS } from '../responses.ts';
import { m, messageChild } from '../xml.ts';

type Creation = (
  item: XmlElement,
  request: XmlElement,
  context: EwsContext,
) => readonly XmlElement[] | Promise<readonly XmlElement[]>;

/** What can be created, by element. */
const CREATIONS: ReadonlyMap<string, Creation> = new Map<string, Creation>([
  ['CalendarItem', createCalendarItem],
  ['Message', createMessage],
  ['AcceptItem', respondToMeeting],
  ['TentativelyAcceptItem', respondToMeeting],
  ['DeclineItem', respondToMeeting],
  ['CancelCalendarItem', cancelMeeting],
  ['RemoveItem', removeMeeting],
]);

/** Creates items, or does what response objects such as AcceptItem stand for. Answers their ids. */
export function createItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const items = messageChild(request, 'Items')?.children ?? [];
  return answerEach(
    'CreateItem',
    items,
    async (item) => {
      const creation = CREATIONS.get(item.name);
      if (creation === undefined) {
        throw new ItemProblem('ErrorInvalidRequest', `${item.name} cannot be created here.`);
      }
      return [m('Items', ...(await creation(item, request, context)))];
    },
    [NO_ITEMS],
  );
}
