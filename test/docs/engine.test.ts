import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Item } from '../../src/sync/item.ts';
import { merge } from '../../src/sync/merge.ts';
import { tableUnder, textOf } from './support.ts';

/** The example's meeting with a title and a time of day. */
function review(title: string, time: string): Item {
  return {
    '@type': 'Event',
    uid: 'review',
    title,
    start: `2026-03-02T${time}:00`,
    timeZone: 'Europe/Zurich',
  };
}

describe('the example of docs/engine.md', () => {
  const headings = ['Field', 'Base of the CRM', 'CRM now', 'Base of the mailbox', 'Mailbox now'];
  const [titles = [], starts = []] = tableUnder(textOf('docs/engine.md'), headings);

  it('is merged as the page says', () => {
    const items = [1, 2, 3, 4].map((column) => review(titles[column] ?? '', starts[column] ?? ''));
    const [crmBase, crm, mailboxBase, mailbox] = items;
    if (crmBase === undefined || crm === undefined || mailboxBase === undefined || mailbox === undefined)
      throw new Error('The table lacks columns');
    const found = merge(
      { base: { crm: crmBase, mailbox: mailboxBase }, now: { crm, mailbox } },
      { kind: eventKind, fields: ['title', 'start'], writable: ['crm', 'mailbox'], organizer: 'mailbox' },
    );
    const agreed = { title: 'Review with Hartmann', start: '2026-03-02T11:00:00' };
    expect(found.target).toMatchObject({ crm: agreed, mailbox: agreed });
    const lost = found.leaves.filter(({ loser }) => loser !== undefined);
    expect(lost).toMatchObject([{ path: ['title'], loser: 'mailbox', now: { mailbox: 'Review (moved)' } }]);
  });

  it('keeps what is personal away from the record', () => {
    const tagged = { ...review('Review', '10:00'), keywords: { urgent: true } };
    expect(eventKind.shared(tagged)).not.toHaveProperty('keywords');
  });
});
