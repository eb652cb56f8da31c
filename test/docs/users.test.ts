import { enReports } from '../../src/contract/words/reports/en.ts';
import { pages, textOf } from './support.ts';

const guide = textOf('docs/users.md');

describe('the user guide', () => {
  /** The catalogue begins with what can be wrong with an account, and `server-error` ends that. */
  const codes = Object.keys(enReports);
  const causes = codes.slice(0, codes.indexOf('server-error') + 1);

  it.each(causes)('explains what the Test light says: %s', (code) => {
    const pieces = (enReports[code] ?? '').split(/\{\w+\}/).map((piece) => piece.trim());
    const [longest = ''] = pieces.sort((a, b) => b.length - a.length);
    expect(longest).not.toBe('');
    expect(guide).toContain(longest);
  });

  it('is linked with every picture', () => {
    const pictures = pages().flatMap((page) => [...textOf(page).matchAll(/!\[[^\]]+\]\((\S+)\)/g)]);
    expect(pictures.length).toBeGreaterThanOrEqual(7);
  });
});
