import type { Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { axeFindings, overflows } from '../../web/support/browser.ts';
import { pressUntil } from '../../web/support/keyboard.ts';
import { Refusal } from '../support/fake-server.ts';
import type { FakeServer } from '../support/fake-server.ts';
import type { PaneView } from '../support/pane-page.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { linked, mail, meeting, nordlicht, offer, view, windPark } from '../support/story.ts';

interface Screen extends PaneView {
  readonly prepare?: (server: FakeServer) => void;
  /** Brings the screen about; answers when it stands. */
  readonly arrive: (page: Page) => Promise<unknown>;
}

const ready = (page: Page) => page.getByRole('checkbox').first().waitFor();
const tickFirst = (page: Page) => page.getByRole('checkbox').first().check();

const SCREENS: Readonly<Record<string, Screen>> = {
  'an item with its links': {
    open: offer,
    prepare: (server) =>
      void server.views.set(
        offer.item.subject,
        view({ links: [linked(nordlicht), linked(windPark, { pending: true })] }),
      ),
    arrive: async (page) => {
      await ready(page);
      await page.getByText('What will be stored').click();
    },
  },
  'hits of the search': {
    open: offer,
    arrive: async (page) => {
      await ready(page);
      await page.getByRole('combobox').fill('n');
      await page.getByRole('option').first().waitFor();
    },
  },
  'a choice and a save that failed': {
    open: offer,
    prepare: (server) =>
      void server.refusals.push({ matching: /links/, refusal: new Refusal(503, 'unavailable') }),
    arrive: async (page) => {
      await tickFirst(page);
      await page.getByRole('button', { name: /^Link/ }).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
  'a meeting being written': { open: meeting('Lunch', true), arrive: tickFirst },
  'a draft': {
    open: { ...mail('Re: Offer', { itemId: null }), composing: true },
    arrive: (page) => page.getByText('Wind park Borkum West').waitFor(),
  },
  loading: {
    open: offer,
    prepare: (server) => {
      server.before = (line) => (line.includes('view') ? new Promise(() => undefined) : Promise.resolve());
    },
    arrive: (page) => page.locator('[aria-busy=true]').first().waitFor(),
  },
  'nothing selected': { open: null, arrive: (page) => page.getByText('Nothing selected').waitFor() },
  'signing in': {
    open: offer,
    prepare: (server) => {
      server.signedIn = false;
    },
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('The sign-in window was closed').waitFor();
    },
  },
  'a server that is down': {
    open: offer,
    prepare: (server) => {
      server.down = true;
    },
    arrive: (page) => page.getByText('The CRM does not answer').waitFor(),
  },
};

const LOOKS = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
] as const;

describeWith(['chromium'], 'every screen of the pane', () => {
  const suite = paneSuite();

  it.each(Object.keys(SCREENS))('is for everyone, at 320 px, in every look: %s', async (name) => {
    const { prepare, arrive, ...settings } = SCREENS[name]!;
    prepare?.(suite.server);
    const page = await suite.open({ ...settings, width: 320 });
    await arrive(page);
    for (const [look, media] of LOOKS) {
      await page.emulateMedia({ reducedMotion: 'reduce', ...media });
      expect({ look, findings: await axeFindings(page) }).toEqual({ look, findings: [] });
      expect(await overflows(page)).toBe(false);
    }
  });

  it('is worked by the keyboard alone, and shows where it is', async () => {
    const page = await suite.open({ open: offer });
    await ready(page);
    await pressUntil(page, /Open in CRM: Wind park/);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await pressUntil(page, /^Link 1 record/);
    const outline = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return '';
      const own = getComputedStyle(element);
      return `${own.outlineStyle} ${own.boxShadow} ${getComputedStyle(element, '::after').borderTopStyle}`;
    });
    expect(outline).not.toBe('none none none');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Linked with' }).waitFor();
    await pressUntil(page, /^Undo/);
    await page.keyboard.press('Enter');
    await page.getByText('Undone.').waitFor();
  });
});
