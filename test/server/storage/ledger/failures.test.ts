import { runInNewContext } from 'node:vm';
import { Unavailable } from '../../../../src/sync/errors.ts';
import { failureKind, toLedgerError } from '../../../../src/server/storage/ledger/failures.ts';

describe('Errors of the database', () => {
  it('mean that it is not there when the connection broke, whatever realm they come from', () => {
    const foreign: unknown = runInNewContext(
      `Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })`,
    );
    const own = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    for (const error of [foreign, own]) {
      expect(failureKind(error)).toBe('unavailable');
      expect(toLedgerError(error)).toBeInstanceOf(Unavailable);
    }
  });

  it('stay what they are when they are no errors of the database', () => {
    const mistake = new TypeError('x is not a function');
    expect(toLedgerError(mistake)).toBe(mistake);
    expect(toLedgerError('a text')).toBe('a text');
  });
});
