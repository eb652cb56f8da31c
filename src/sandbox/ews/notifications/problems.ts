import { ItemProblem } from '../item-problem.ts';

/** The subscription is not there, or no longer. */
export function subscriptionNotFound(): ItemProblem {
  return new ItemProblem('ErrorSubscriptionNotFound', 'The specified subscription was not found.');
}
