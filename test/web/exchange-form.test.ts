import { describeWith } from '../requirements.ts';
import { axeFindings, overflows } from './support/browser.ts';
import type { View } from './support/browser.ts';
import { GOOD_EXCHANGE } from './support/fake-accounts.ts';
import { pressUntil } from './support/keyboard.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

/** Connecting an account at Exchange, for oneself and for somebody else. */
describeWith(['chromium'], 'the form of an Exchange account', () => {
  const suite = pageSuite();

  const open = async (view: View = { width: 1280, look: 'light' }) => {
    await suite.open(view);
  };
  const field = (name: string) => suite.page.locator(`input[name=${name}]`);
  const press = (name: string) => suite.page.getByRole('button', { name, exact: true }).click();
  const says = (text: string) => suite.page.getByRole('status').getByText(text).waitFor();
  const jonas = () => suite.api.world.users.find(({ username }) => username === 'jonas')?.id ?? '';
  const fill = async ({ url, user, password }: { url: string; user: string; password: string }) => {
    await field('url').fill(url);
    await field('account-user').fill(user);
    await field('account-password').fill(password);
  };

  it('names the cause: no such server, sign-in refused, nothing found by the address', async () => {
    await open();
    await visit(suite.page, suite.api, '/mailboxes/connect');
    await suite.page.locator('select[name=kind]').selectOption({ label: 'Exchange Server' });
    await fill({ ...GOOD_EXCHANGE, url: 'https://mail.nowhere.example' });
    await press('Test');
    await says('There is no server of the name mail.nowhere.example.');
    await suite.page.getByRole('img', { name: 'Stopped' }).waitFor();
    await fill({ ...GOOD_EXCHANGE, password: 'not this one' });
    await says('Not tested yet.');
    await press('Test');
    await says('The user name or the password is wrong. (The server offers Basic, NTLM.)');
    await fill({ ...GOOD_EXCHANGE, url: '', user: 'anna@elsewhere.example' });
    await press('Test');
    await says('No Exchange server was found for elsewhere.example. Enter the address of the server.');
    const before = suite.api.world.mailboxes.length;
    await press('Connect');
    await suite.page.getByRole('alert').getByText('No Exchange server was found').waitFor();
    expect(suite.api.world.mailboxes).toHaveLength(before);
  });

  it('wants a server or an address to find it by, and says so before anything is asked', async () => {
    await open();
    await visit(suite.page, suite.api, '/mailboxes/connect');
    await suite.page.locator('select[name=kind]').selectOption('ews');
    await fill({ url: '', user: 'BERGER\\anna', password: 'x' });
    await press('Test');
    await suite.page.getByText('Enter the server, or the e-mail address by which it is found.').waitFor();
    expect(suite.api.requests.filter((request) => request.includes('/test'))).toEqual([]);
    expect(await axeFindings(suite.page)).toEqual([]);
  });

  it('finds the server by the address, says which answered and where, and goes on to the calendars', async () => {
    await open();
    await visit(suite.page, suite.api, '/mailboxes/connect');
    await suite.page.locator('select[name=kind]').selectOption('ews');
    await fill({ ...GOOD_EXCHANGE, url: '' });
    await press('Test');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    await says('Found at https://mail.berger.example/EWS/Exchange.asmx');
    await says('Addresses: anna@berger.example');
    await press('Connect');
    await suite.page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
    await press('Save and synchronise');
    await suite.page
      .getByText('Exchange 15.2.1118.7, https://mail.berger.example/EWS/Exchange.asmx')
      .waitFor();
    expect(suite.api.world.mailboxes.at(-1)).toMatchObject({ kind: 'ews', url: 'anna@berger.example' });
  });

  it('works with the keyboard alone', async () => {
    await open();
    await visit(suite.page, suite.api, '/mailboxes/connect');
    await pressUntil(suite.page, /^Kind/);
    await suite.page.keyboard.type('Exch');
    await pressUntil(suite.page, /^Server or e-mail address/);
    await suite.page.keyboard.type(GOOD_EXCHANGE.url);
    await pressUntil(suite.page, /^User name/);
    await suite.page.keyboard.type(GOOD_EXCHANGE.user);
    await pressUntil(suite.page, /^Password/);
    await suite.page.keyboard.type(GOOD_EXCHANGE.password);
    await pressUntil(suite.page, /^Test$/);
    await suite.page.keyboard.press('Enter');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    await pressUntil(suite.page, /^Connect$/);
    await suite.page.keyboard.press('Enter');
    await suite.page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
  });

  it('is there for administrators to fill in for somebody, whose mailbox it becomes', async () => {
    await open();
    await visit(suite.page, suite.api, '/users');
    await suite.page.getByRole('link', { name: 'Jonas Weber' }).click();
    await suite.page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();
    await suite.page.getByRole('link', { name: 'Connect a mailbox' }).click();
    await suite.page.getByRole('heading', { name: 'Connect a mailbox for Jonas Weber' }).waitFor();
    await suite.page.locator('select[name=kind]').selectOption('ews');
    await fill({ ...GOOD_EXCHANGE, url: '' });
    await press('Connect');
    await suite.page.getByRole('heading', { name: 'Connect a mailbox for Jonas Weber' }).waitFor();
    await press('Save and synchronise');
    await suite.page.getByText('This mailbox belongs to Jonas Weber.').waitFor();
    expect(suite.api.world.mailboxes.at(-1)).toMatchObject({ ownerId: jonas(), kind: 'ews' });
    await press('Disconnect');
    await suite.page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await suite.page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();
    await suite.page.getByRole('link', { name: 'jonas@berger.example' }).waitFor();
  });

  it('tests a connected account, and says what is wrong with it', async () => {
    await open();
    const exchange = suite.api.world.mailboxes.find(({ kind }) => kind === 'ews');
    await visit(suite.page, suite.api, `/mailboxes/${exchange?.id}/settings`);
    await says('Test whether the account still works.');
    await press('Test');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    const stopped = suite.api.world.mailboxes.find(({ state }) => state === 'stopped');
    await visit(suite.page, suite.api, `/mailboxes/${stopped?.id}/settings`);
    await press('Test');
    await says('The account does not work.');
  });

  it('is for administrators alone where it is for somebody else', async () => {
    suite.api.world.passwords.set('jonas', 'correct horse');
    await suite.open({}, 'jonas');
    for (const path of [
      `/users/${suite.api.world.users[0]?.id}`,
      `/users/${suite.api.world.users[0]?.id}/connect`,
    ]) {
      await visit(suite.page, suite.api, path);
      await suite.page.getByText('Only administrators see this page.').waitFor();
      expect(await suite.page.locator('form').count()).toBe(0);
    }
  });

  const VIEWS: readonly View[] = ([320, 1280] as const).flatMap((width) =>
    (['light', 'dark'] as const).flatMap((look) =>
      (['en-GB', 'de-DE'] as const).map((language) => ({ width, look, language })),
    ),
  );

  it.each(VIEWS)(
    'fits and can be read by everybody, green and red: $width px, $look, $language',
    async (view) => {
      await open(view);
      await visit(suite.page, suite.api, `/users/${jonas()}/connect`);
      const german = view.language === 'de-DE';
      await suite.page.locator('select[name=kind]').selectOption('ews');
      const test = german ? 'Testen' : 'Test';
      const findings: string[] = [];
      const look = async (what: string) => {
        if (await overflows(suite.page)) findings.push(`${what}: wider than the window`);
        findings.push(...(await axeFindings(suite.page)).map((finding) => `${what}: ${finding}`));
      };
      await press(test);
      await look('empty');
      await fill({ ...GOOD_EXCHANGE, user: 'BERGER\\anna', password: 'not this one' });
      await press(test);
      await says(german ? 'Das Konto funktioniert nicht.' : 'The account does not work.');
      await says(german ? '(Der Server bietet Basic, NTLM an.)' : '(The server offers Basic, NTLM.)');
      await look('red');
      await fill({ ...GOOD_EXCHANGE, url: '' });
      await press(test);
      await says(german ? 'Gefunden unter https://' : 'Found at https://');
      await look('green');
      expect(findings).toEqual([]);
    },
  );
});
