import { observe } from '../../src/sync/observation.ts';
import * as product from '../../src/sync/plan.ts';

export * from '../../src/sync/plan.ts';

/**
 * A removal from the window is taken for a deletion: an appointment that leaves the time frame that is synchronised is no longer among
 * what is listed, and goes on the other side. Connectors with a window of "three months back" have cleared the CRM's
 * past like this.
 */
export const planLink: typeof product.planLink = (link, context) => {
  const plan = product.planLink(link, context);
  const { mailbox, crm } = link.observed;
  const left =
    plan.link.state === 'dormant' &&
    plan.link.reason?.code === 'outside-window' &&
    mailbox.state === 'present' &&
    crm.state === 'present';
  if (!left) return plan;
  const settings = { ...context.settings, window: { from: null, to: null } };
  return product.planLink(observe(link, 'mailbox', { state: 'gone' }), { ...context, settings });
};
