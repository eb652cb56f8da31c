import type { Page } from 'playwright-core';
import type { OfficeProblemCode, OpenItem } from '../../../src/taskpane/office/port.ts';
import { Refusal } from './fake-server.ts';
import type { FakeServer } from './fake-server.ts';
import type { PaneView } from './pane-page.ts';
import { linked, mail, meeting, nordlicht, notTold, offer, view, windPark } from './story.ts';

/** A screen of the pane, and how it comes about. */
export interface Screen extends PaneView {
  readonly prepare?: (server: FakeServer) => void;
  /** Brings the screen about; answers when it stands. */
  readonly arrive: (page: Page, server: FakeServer) => Promise<unknown>;
  /** What its console has to complain about; anything else is a failure. */
  readonly complaint?: RegExp;
}

const ready = (page: Page) => page.getByRole('checkbox').first().waitFor();
const tickFirst = (page: Page) => page.getByRole('checkbox').first().check();
const show = (page: Page, open: OpenItem) => page.evaluate((next) => window.outlook?.show(next), open);

async function refusal(page: Page, code: OfficeProblemCode, text: string): Promise<void> {
  await ready(page);
  await page.evaluate((refused) => window.outlook?.refuse(refused), code);
  await show(page, offer);
  await page.getByText(text).waitFor();
}

/** Every screen that the pane can show, each by its name. */
export const SCREENS: Readonly<Record<string, Screen>> = {
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
  'a user without a mailbox': {
    open: meeting('Kick-off'),
    user: null,
    prepare: (server) => {
      const reason = { code: 'meeting-mailbox-missing', parameters: {} };
      const state = { ...view().state, reason, markable: false };
      server.views.set('Kick-off', view({ state, people: [], suggestions: [] }));
    },
    arrive: (page) => page.getByRole('link', { name: 'Connect your mailbox' }).waitFor(),
  },
  'a meeting whose participants were not told': {
    open: meeting('Kick-off'),
    prepare: (server) => void server.views.set('Kick-off', notTold()),
    arrive: (page) => page.getByRole('button', { name: 'Send to the participants' }).waitFor(),
  },
  'a meeting that is not written, in German': {
    open: meeting('Kick-off'),
    displayLanguage: 'de-DE',
    prepare: (server) => void server.views.set('Kick-off', notTold({})),
    arrive: (page) => page.getByRole('button', { name: 'Das Postfach so lassen' }).waitFor(),
  },
  'offline, with what was there before': {
    open: offer,
    arrive: async (page) => {
      await ready(page);
      await page.context().setOffline(true);
      await page.getByText('What you see may be out of date').waitFor();
    },
  },
  'offline, with nothing to show': {
    open: null,
    arrive: async (page, server) => {
      await page.getByText('Nothing selected').waitFor();
      server.down = true;
      await page.context().setOffline(true);
      await show(page, offer);
      await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    },
  },
  'Outlook refusing': { open: offer, arrive: (page) => refusal(page, 'refused', 'Outlook refused to show') },
  'Outlook never answering': {
    open: offer,
    arrive: (page) => refusal(page, 'no-answer', 'Outlook did not answer'),
  },
  'Outlook not greeting': {
    trouble: 'no-answer',
    arrive: (page) => page.getByRole('heading', { name: 'Outlook does not answer' }).waitFor(),
  },
  'a session that has ended': {
    open: offer,
    arrive: async (page, server) => {
      await ready(page);
      server.signedIn = false;
      await page.getByRole('switch').click();
      await page.getByText('Your session has ended.').waitFor();
    },
  },
  'the pane stumbling': {
    open: null,
    arrive: async (page) => {
      await page.getByText('Nothing selected').waitFor();
      // What no Outlook says.
      await show(page, { ...offer, item: { ...offer.item, subject: null as unknown as string } });
      await page.getByRole('button', { name: 'Load again' }).waitFor();
    },
    complaint: /Cannot read properties of null|The above error occurred/,
  },
  'an item in German': {
    open: meeting('Abstimmung zum Rahmenvertrag', true),
    displayLanguage: 'de-DE',
    prepare: (server) =>
      void server.views.set(
        'Abstimmung zum Rahmenvertrag',
        view({ links: [linked(nordlicht, { pending: true })] }),
      ),
    arrive: async (page) => {
      await tickFirst(page);
      await page.getByText('Was gespeichert wird').click();
      await page.getByRole('button', { name: /Datensatz verknüpfen/ }).waitFor();
    },
  },
  'signing in, in German': {
    open: offer,
    displayLanguage: 'de-CH',
    prepare: (server) => {
      server.signedIn = false;
    },
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await page
        .getByRole('alert')
        .getByText(/Anmeldefenster/)
        .waitFor();
    },
  },
};
