import { changesOf, draftOf, isEmail, mistakesOf } from '../../../../src/web/features/records/draft.ts';
import { company, person } from '../../support/world.ts';

describe('a record being typed', () => {
  it('sends only what changed, as the API takes it', () => {
    const stored = draftOf('persons', person('owner', 'Ada', 'Byron', { emails: ['ada@example.org'] }));
    const typed = {
      ...stored,
      emails: 'ada@example.org, countess@example.org',
      companyId: '',
      jobTitle: ' Engineer ',
    };
    expect(changesOf('persons', typed, stored)).toEqual({
      emails: ['ada@example.org', 'countess@example.org'],
      jobTitle: 'Engineer',
    });
  });

  it('turns emptied references, dates and amounts into null', () => {
    const stored = { companyId: 'x', amount: '5', closeDate: '2026-01-01', currency: 'EUR', name: 'Deal' };
    const typed = { ...stored, companyId: '', amount: '', closeDate: '', currency: 'usd' };
    expect(changesOf('opportunities', typed, stored)).toEqual({
      companyId: null,
      amount: null,
      closeDate: null,
      currency: 'USD',
    });
  });

  it('reads amounts with comma or point', () => {
    expect(changesOf('opportunities', { name: 'a', amount: '12,50' }, { name: 'a' })).toEqual({
      amount: 12.5,
    });
    expect(mistakesOf('opportunities', { name: 'a', amount: '1.234,5' })).toEqual({ amount: 'wrongNumber' });
  });

  it('names what is missing or wrong', () => {
    expect(mistakesOf('companies', draftOf('companies', null))).toEqual({ name: 'required' });
    expect(mistakesOf('companies', draftOf('companies', company('owner', 'Acme')))).toEqual({});
    expect(mistakesOf('persons', { emails: 'a@b.example, nonsense' })).toEqual({
      emails: 'wrongEmail',
      familyName: 'needName',
    });
  });

  it('knows an address when it sees one', () => {
    const texts = ['a@b.example', 'a b@c.example', 'a@b', 'a@b..example', 'a@@b.example', '@b.example'];
    expect(texts.filter(isEmail)).toEqual(['a@b.example']);
  });
});
