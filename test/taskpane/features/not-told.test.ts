import { describeWith } from '../../requirements.ts';
import { pressUntil } from '../../web/support/keyboard.ts';
import { Refusal } from '../support/fake-server.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { meeting, notTold } from '../support/story.ts';

const kickOff = meeting('Kick-off');

/** A meeting that is saved, and whose participants were not told: nothing is mailed before its user says so. */
describeWith(['chromium'], 'a meeting whose participants were not told', () => {
  const suite = paneSuite();
  const open = (parameters?: Record<string, string>) => {
    suite.server.views.set('Kick-off', notTold(parameters));
    return suite.open({ open: kickOff });
  };
  const decisions = () => suite.server.requests.filter((line) => line.includes('not-sent'));

  it('says so, and is sent by one request, after which nothing is offered any more', async () => {
    const page = await open();
    await page.getByText('the participants were not told').waitFor();
    await page.getByRole('button', { name: 'Send to the participants' }).dblclick();
    await page.getByText('The participants are being told.').waitFor();
    await page.getByText('Waiting its turn').waitFor();
    expect(await page.getByRole('button', { name: /Send to the|Leave it/ }).count()).toBe(0);
    // A mail can't be called back.
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    expect(decisions()).toEqual(['POST /api/items/not-sent Kick-off']);
  });

  it('is left as it is by keyboard, which keeps its place', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Leave it' }).waitFor();
    await pressUntil(page, /^Leave it/);
    await page.keyboard.press('Enter');
    await page.getByText('It stays as it is; nobody is told.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('is asked about in words of its own where it is not written yet', async () => {
    const page = await open({});
    await page.getByRole('button', { name: 'Leave the mailbox as it is' }).waitFor();
    await page.getByRole('button', { name: 'Write and let the server mail' }).click();
    await page.getByText('The participants are being told.').waitFor();
  });

  it('stays as it was when that failed, and is tried again under the same key', async () => {
    const page = await open();
    suite.server.refusals.push({ matching: /not-sent/, refusal: new Refusal(503, 'unavailable') });
    await page.getByRole('button', { name: 'Send to the participants' }).click();
    await page.getByText(/^That did not work\./).waitFor();
    expect(await page.getByRole('button', { name: 'Send to the participants' }).isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The participants are being told.').waitFor();
    const [first, second] = suite.server.idempotencyKeys;
    expect(second).toBe(first);
  });

  it('says so when somebody was faster', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Send to the participants' }).waitFor();
    suite.server.views.set('Kick-off', { ...notTold(), state: { ...notTold().state, reason: null } });
    await page.getByRole('button', { name: 'Send to the participants' }).click();
    await page.getByText('This item does not wait to be sent.').waitFor();
  });
});
