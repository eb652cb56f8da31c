import { missingOf } from '../../../../src/web/features/mailboxes/account-check.ts';

const account = { kind: 'ews', url: 'mail.example.com', user: 'anna', password: 'secret' };

describe('what is missing of an account', () => {
  it('is nothing when all is there', () => {
    expect(missingOf(account)).toEqual([]);
  });

  it('is whatever was left empty', () => {
    expect(missingOf({ kind: 'caldav', url: '', user: ' ', password: '' })).toEqual([
      'url',
      'user',
      'password',
    ]);
    expect(missingOf({ kind: 'ews', url: ' ', user: '', password: '' })).toEqual(['url', 'user', 'password']);
  });

  it.each([
    ['anna@example.com', []],
    [' anna@example.com ', []],
    ['EXAMPLE\\anna', ['url']],
    ['EXAMPLE\\anna@example.com', ['url']],
    ['anna', ['url']],
    ['anna@', ['url']],
  ])('is no server of Exchange where the user name is an address: %s', (user, missing) => {
    expect(missingOf({ ...account, url: '', user })).toEqual(missing);
  });

  it('is the server of any other kind', () => {
    expect(missingOf({ ...account, kind: 'caldav', url: '', user: 'anna@example.com' })).toEqual(['url']);
  });
});
