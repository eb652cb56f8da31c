import { describeWith } from '../../../requirements.ts';
import { axeFindings, overflows } from '../../support/browser.ts';
import type { View } from '../../support/browser.ts';
import { pageSuite } from '../../support/page-suite.ts';
import { visit } from '../../support/visit.ts';

describeWith(['chromium'], 'a mail’s links, on its own page', () => {
  // axe tries to look into the mail's frame, which runs no scripts.
  const suite = pageSuite(/^Blocked script execution/);
  beforeEach(() => {
    const [mail] = suite.api.world.messages;
    const [link] = mail!.links;
    const [person] = suite.api.world.persons;
    const other = { ...link!, recordType: 'person' as const, id: person!.id, title: 'Sofia Lindqvist' };
    mail!.links = [link!, other];
  });

  const open = async (view: View = { width: 1280, look: 'light' }) => {
    await suite.open(view);
    await visit(suite.page, suite.api, `/messages/${suite.api.world.messages[0]!.id}`);
  };
  const rows = () => suite.page.getByRole('region', { name: 'Linked with' }).getByRole('listitem');
  const dialog = () => suite.page.getByRole('alertdialog');

  it('are taken away one by one, after a question', async () => {
    await open();
    await suite.page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).click();
    await dialog().getByText('Unlink the mail from Sofia Lindqvist?').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    await rows().nth(1).waitFor();
    expect(suite.api.world.messages[0]!.links).toHaveLength(2);
    await suite.page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).press('Enter');
    await dialog().getByRole('button', { name: 'Unlink' }).click();
    await suite.page.getByText('No longer linked with Sofia Lindqvist.').waitFor();
    await rows().nth(1).waitFor({ state: 'detached' });
    await dialog().waitFor({ state: 'detached' });
    await suite.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    expect(suite.api.world.messages[0]!.links.map(({ recordType }) => recordType)).toEqual(['company']);
  });

  it('are not offered to be taken away where the server does not allow it', async () => {
    const [mail] = suite.api.world.messages;
    mail!.links = mail!.links.map((link) => ({ ...link, removable: false }));
    await open();
    await rows().first().waitFor();
    expect(await suite.page.getByRole('button', { name: /^Unlink/ }).count()).toBe(0);
  });

  it.each<[string, View]>([
    ['light', { width: 320, look: 'light' }],
    ['dark', { width: 320, look: 'dark' }],
    ['forced colours', { width: 320, look: 'forced-colors' }],
  ])('are for everyone, asked about too: %s', async (_name, view) => {
    await open(view);
    await rows().first().waitFor();
    expect([await axeFindings(suite.page), await overflows(suite.page)]).toEqual([[], false]);
    await suite.page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).click();
    await dialog().waitFor();
    expect([await axeFindings(suite.page), await overflows(suite.page)]).toEqual([[], false]);
  });
});
