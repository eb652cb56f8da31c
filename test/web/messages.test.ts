import { describeWith } from '../requirements.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

describeWith(['chromium'], 'linked mails', () => {
  const suite = pageSuite();

  const open = async (language: 'en-GB' | 'de-DE' = 'en-GB') => {
    await suite.open({ language });
  };
  const section = (name: string) => suite.page.getByRole('region', { name, exact: true });

  it('are on the page of their record, and lead to the mail', async () => {
    await open();
    await visit(suite.page, suite.api, `/companies/${suite.api.world.companies[0]?.id ?? ''}`);
    const rows = section('Mails').getByRole('listitem');
    expect(await rows.count()).toBe(2);
    await rows.getByText('Sofia Lindqvist · Please find our comments', { exact: false }).waitFor();
    await rows.getByText('1 attachment').waitFor();
    await suite.page.getByRole('link', { name: 'Your offer of 12 November' }).click();
    await suite.page.getByRole('heading', { name: 'Your offer of 12 November', level: 1 }).waitFor();
    await suite.page.getByText('Sofia Lindqvist <sofia.lindqvist@nordlicht.example>').waitFor();
    await suite.page.getByText('archive@berger.example').waitFor();
  });

  it('show the mail as it was written, and give attachments and original', async () => {
    await open();
    const [mail] = suite.api.world.messages;
    await visit(suite.page, suite.api, `/messages/${mail?.id ?? ''}`);
    const body = suite.page.frameLocator('iframe[title="Message"]');
    await body.getByText('Dear Anna,').waitFor();
    const frame = suite.page.locator('iframe[title="Message"]');
    expect(await frame.getAttribute('sandbox')).not.toContain('allow-scripts');
    const attached = section('1 attachment').getByRole('link', { name: 'Comments on the offer.pdf' });
    expect(await attached.getAttribute('href')).toBe(`/api/messages/${mail?.id ?? ''}/attachments/0`);
    const original = suite.page.getByRole('link', { name: 'Download original' });
    expect(await original.getAttribute('href')).toBe(`/api/messages/${mail?.id ?? ''}/original`);
    const linked = section('Linked with');
    expect(await linked.getByText(/^Linked by Anna Berger, /).count()).toBe(1);
    expect(await linked.getByRole('listitem').count()).toBe(2);
  });

  it('say in German that a mail has neither subject nor text', async () => {
    suite.api.world.users[0] = {
      ...suite.api.world.users[0],
      language: 'de',
    } as (typeof suite.api.world.users)[number];
    await open('de-DE');
    await visit(suite.page, suite.api, `/messages/${suite.api.world.messages[1]?.id ?? ''}`);
    await suite.page.getByRole('heading', { name: '(ohne Betreff)', level: 1 }).waitFor();
    await suite.page.getByText('(ohne Text)').waitFor();
  });
});
