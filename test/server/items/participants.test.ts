import { participantsOf } from '../../../src/server/items/participants.ts';

describe('The people of an item', () => {
  it('are each there once, with their roles in order and a name that says more than the address', () => {
    const people = participantsOf({
      participants: [
        { role: 'from', name: 'ada@example.com', address: 'Ada@example.com' },
        { role: 'to', name: 'Ada Lovelace', address: 'ada@example.com ' },
        { role: 'to', name: 'Ada', address: 'ada@example.com' },
        { role: 'cc', name: 'Room 1', address: '' },
        { role: 'bcc', name: ' ', address: '' },
      ],
    });
    expect(people).toEqual([
      { name: 'Ada Lovelace', address: 'ada@example.com', roles: ['from', 'to'] },
      { name: 'Room 1', address: '', roles: ['cc'] },
    ]);
  });
});
