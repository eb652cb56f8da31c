import { shownHit } from '../../../src/server/http/shown-hit.ts';

describe('shownHit', () => {
  const urlOf = (type: string, id: string) => `/${type}/${id}`;

  it('says on which day an appointment begins', () => {
    const hit = { recordType: 'appointment', id: '1', title: 'Review', subtitle: '2026-03-10' } as const;
    expect(shownHit(hit, urlOf)).toEqual({ ...hit, url: '/appointment/1', date: '2026-03-10' });
    expect(shownHit({ ...hit, subtitle: '' }, urlOf)).not.toHaveProperty('date');
  });

  it('says of others what tells them apart', () => {
    const hit = { recordType: 'matter', id: '2', title: 'Review', subtitle: '2026-03-10' } as const;
    expect(shownHit(hit, urlOf)).toEqual({ ...hit, url: '/matter/2' });
  });
});
