import { describeWith } from '../requirements.ts';
import { axeFindings, openPage, overflows, startBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { storyWorld } from './support/story.ts';
import { signIn, visit } from './support/visit.ts';

/** A look changes colours alone, so only the first is held against every rule. */
const LOOKS = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none', rules: [] },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none', rules: ['color-contrast'] },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active', rules: ['color-contrast'] },
] as const;

/** Every page with something to show, in every look and at both ends of the widths that people have. */
describeWith(['chromium'], 'every page', () => {
  let browser: TestBrowser;
  let api: FakeApi;
  beforeAll(async () => {
    browser = await startBrowser();
    api = await startFakeApi(storyWorld());
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  function addresses(): readonly string[] {
    const { mailboxes, appointments, companies, persons, opportunities, matters } = api.world;
    const [work, stopped] = mailboxes;
    const [meeting, series] = appointments;
    const [, jonas] = api.world.users;
    const exchange = mailboxes.find(({ kind }) => kind === 'ews');
    const at = Object.keys(series?.recurrenceOverrides ?? {})[1];
    return [
      '/appointments',
      '/appointments?span=month&whose=all',
      '/appointments?date=2001-01-01',
      '/appointments/new',
      `/appointments/${meeting?.id}`,
      `/appointments/${meeting?.id}/edit`,
      `/appointments/${series?.id}?at=${at}`,
      `/appointments/${series?.id}/edit`,
      '/companies',
      `/companies/${companies[0]?.id}`,
      `/persons/${persons[0]?.id}`,
      `/opportunities/${opportunities[0]?.id}/edit`,
      `/matters/${matters[0]?.id}`,
      '/matters/new',
      '/mailboxes',
      '/mailboxes/connect',
      `/mailboxes/${work?.id}`,
      `/mailboxes/${work?.id}?tab=history`,
      `/mailboxes/${work?.id}/settings`,
      `/mailboxes/${stopped?.id}`,
      '/users',
      '/users/new',
      '/rules',
      '/rules/new',
      `/rules/${api.world.rules[1]?.id}`,
      `/rules/${api.world.rules[2]?.id}`,
      `/users/${jonas?.id}`,
      `/mailboxes/${exchange?.id}`,
      `/mailboxes/${exchange?.id}/settings`,
      `/messages/${api.world.messages[0]?.id}`,
      `/messages/${api.world.messages[1]?.id}`,
      '/nowhere',
    ];
  }

  it.each([320, 1280] as const)(
    'has no accessibility findings and fits at %i px',
    async (width) => {
      api.session = null;
      const { page, context, complaints } = await openPage(browser, { width, look: 'light' });
      const findings: string[] = [];
      const look = async (where: string) => {
        if (await overflows(page)) findings.push(`${where}: wider than the window`);
        for (const { name, rules, ...media } of LOOKS) {
          await page.emulateMedia(media);
          findings.push(
            ...(await axeFindings(page, rules)).map((finding) => `${where}, ${name}: ${finding}`),
          );
        }
      };
      await page.goto(api.address);
      await page.locator('input[name=username]').waitFor();
      await look('sign in');
      await signIn(page, api);
      for (const address of addresses()) {
        await visit(page, api, address);
        await look(address);
      }
      await context.close();
      expect(findings).toEqual([]);
      // axe tries to look into the frame of a mail, which takes no scripts: that is as it must be.
      expect(
        complaints.filter((one) => !one.startsWith("Blocked script execution in 'about:srcdoc'")),
      ).toEqual([]);
      expect(api.violations).toEqual([]);
    },
    300_000,
  );

  it('keeps the content security policy', async () => {
    const index = await fetch(api.address).then((answer) => answer.text());
    expect(index).not.toMatch(/<script(?![^>]*src=)/);
    expect(index).not.toMatch(/\son\w+=/);
    expect(index).toMatch(/<script defer(="defer")? src="?\/main\.[0-9a-f]{10}\.js/);
  });
});
