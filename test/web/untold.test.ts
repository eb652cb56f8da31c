import { describeWith } from '../requirements.ts';
import { axeFindings } from './support/axe.ts';
import { overflows } from './support/browser.ts';
import type { View } from './support/browser.ts';
import { pressUntil } from './support/keyboard.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

const REASON = { code: 'not-sent', parameters: { by: 'written' } };

/** Meetings that are written without their participants knowing: on the mailbox's page, and on the meeting's own. */
describeWith(['chromium'], 'meetings whose participants were not told', () => {
  const suite = pageSuite();

  /** The story with its first meeting written and not told; answers the paths of its mailbox and of itself. */
  async function open(view: Partial<View> = {}): Promise<Record<'mailbox' | 'appointment', string>> {
    const { world } = suite.api;
    const [mailbox] = world.mailboxes;
    const [appointment] = world.appointments;
    const [waiting] = world.notSent;
    if (mailbox === undefined || appointment === undefined || waiting === undefined)
      throw new Error('The story has them');
    const title = appointment.title ?? null;
    world.notSent[0] = { ...waiting, appointmentId: appointment.id, title, reason: REASON };
    const entry = {
      mailboxId: mailbox.id,
      userId: appointment.ownerId,
      linkId: waiting.linkId,
      state: 'not-sent',
      reason: REASON,
    };
    world.appointments[0] = { ...appointment, synchronisation: [entry] };
    await suite.open(view);
    return {
      mailbox: `/mailboxes/${mailbox.id}`,
      appointment: `/appointments/${appointment.id}`,
    };
  }

  const button = (name: RegExp) => suite.page.getByRole('button', { name });

  it('say what both buttons do, and are sent once by a double click', async () => {
    const { mailbox } = await open();
    await visit(suite.page, suite.api, mailbox);
    const list = suite.page.getByRole('region', { name: 'Saved, not sent', exact: true });
    await list.getByText('the participants were not told').waitFor();
    await list.getByRole('button', { name: /^Leave it: / }).waitFor();
    await list.getByRole('button', { name: /^Send to the participants: / }).dblclick();
    await suite.page.getByText('The participants are being told.').first().waitFor();
    await button(/^Send to the participants/).waitFor({ state: 'detached' });
    expect(suite.api.world.notSent).toEqual([]);
    expect(await suite.page.getByRole('alert').count()).toBe(0);
  });

  it('are left as they are by keyboard, and nobody is told', async () => {
    const { mailbox } = await open();
    await visit(suite.page, suite.api, mailbox);
    await pressUntil(suite.page, /^Leave it: /);
    await suite.page.keyboard.press('Enter');
    await suite.page.getByText('It stays as it is; nobody is told.').first().waitFor();
    await button(/^Leave it/).waitFor({ state: 'detached' });
    expect(suite.api.world.notSent).toEqual([]);
  });

  it('are sent from their own page, which then says that nothing waits', async () => {
    const { appointment } = await open();
    await visit(suite.page, suite.api, appointment);
    await suite.page.getByText('Saved, the others were not told').waitFor();
    await button(/^Send to the participants: /).click();
    await suite.page.getByText('The participants are being told.').first().waitFor();
    await suite.page.getByText('Saved, the others were not told').waitFor({ state: 'detached' });
    expect(await button(/^Send to the participants/).count()).toBe(0);
    expect(suite.api.world.notSent).toEqual([]);
  });

  it('say so when it did not work, and can be sent again', async () => {
    const { appointment } = await open();
    await visit(suite.page, suite.api, appointment);
    suite.api.world.notSent.length = 0;
    await button(/^Send to the participants: /).click();
    await suite.page.getByRole('alert').waitFor();
    expect(await button(/^Send to the participants: /).isEnabled()).toBe(true);
  });

  it.each([
    { language: 'en-GB', look: 'light', width: 1280 },
    { language: 'de-DE', look: 'dark', width: 320 },
    { language: 'en-GB', look: 'forced-colors', width: 320 },
  ] as const)('can be read by everybody: $language, $look, $width wide', async (view) => {
    const paths = await open(view);
    for (const [name, path] of Object.entries(paths)) {
      await visit(suite.page, suite.api, path);
      await button(/^(Send to the participants|An die Teilnehmer senden): /).waitFor();
      expect(await axeFindings(suite.page)).toEqual([]);
      expect(await overflows(suite.page)).toBe(false);
      const shots = process.env['SHOTS'];
      if (shots !== undefined)
        await suite.page.screenshot({ path: `${shots}/${name}-${view.look}.png`, fullPage: true });
    }
  });
});
