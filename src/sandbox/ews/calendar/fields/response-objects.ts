import type { XmlElement } from '../../../xml/tree.ts';
import { t } from '../../xml.ts';
import type { ItemView } from '../view.ts';

/**
 * t:ResponseObjects: what its owner can answer to an item.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responseobjects
 */
export function responseObjects({ role, part }: ItemView): XmlElement {
  const forward = t('ForwardItem');
  if (role === 'alone') return t('ResponseObjects', forward);
  const replies = [t('ReplyToItem'), forward, t('ReplyAllToItem')];
  if (role === 'organizer') return t('ResponseObjects', t('CancelCalendarItem'), ...replies);
  if (part.status === 'CANCELLED') return t('ResponseObjects', t('RemoveItem'), ...replies);
  const answers = ['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem'].map((name) => t(name));
  return t('ResponseObjects', ...answers, ...replies);
}
