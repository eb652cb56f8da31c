import type { BrowserContext, Page } from 'playwright-core';
import { chromiumPath } from '../../requirements.ts';
import { startOutlookWorld, type OutlookWorld } from '../../whole/support/outlook-world.ts';
import { enterPassword, openMail, paneIn, press, signIn } from '../../whole/support/pane-steps.ts';
import { startDatabases } from '../database.ts';
import type { BenchOptions } from '../options.ts';
import { closePane, paint, switchTo, type BenchMail } from './measure.ts';
import { paneRow, type PaneRow } from './row.ts';

/** Two mails of known senders, each with suggestions. */
const HARTMANN: BenchMail = {
  row: /Markus Hartmann.*AW: Rahmenvertrag Antriebe: Entwurf v3/,
  subject: 'AW: Rahmenvertrag Antriebe: Entwurf v3',
};
const HUDSON: BenchMail = { row: /Rachel Goldberg.*Engagement letter/, subject: 'Engagement letter' };

const NAMES = ['paint, cold', 'paint, warm', 'switch to another mail'] as const;

/**
 * Starts the demo with a database of its own and measures the pane in Outlook's page in Chromium, so many times each.
 * Nothing is measured where no Chromium is installed; `say` tells so.
 */
export async function runPane(
  { only }: BenchOptions,
  say: (what: string) => void,
  runs = 15,
): Promise<readonly PaneRow[]> {
  const wanted = NAMES.filter((name) => `pane ${String(runs)} ${name}`.toLowerCase().includes(only));
  if (wanted.length === 0) return [];
  if (chromiumPath() === null) {
    say('pane: no Chromium is installed');
    return [];
  }
  const databases = await startDatabases();
  try {
    const world = await startOutlookWorld(() => databases.fresh());
    try {
      return await measured(world, wanted, runs, say);
    } finally {
      await world.stop();
    }
  } finally {
    await databases.end();
  }
}

async function measured(
  world: OutlookWorld,
  wanted: readonly (typeof NAMES)[number][],
  runs: number,
  say: (what: string) => void,
): Promise<readonly PaneRow[]> {
  const { page, context } = await world.open('Anna Kranich');
  await openMail(page, HARTMANN.row);
  await press(page, 'Liaison');
  await paneIn(page).getByRole('heading', { name: 'Sign in to your CRM' }).waitFor();
  await signIn(page, (dialog) => enterPassword(dialog, 'anna', world.passwordOf('anna')));
  await paneIn(page).getByRole('checkbox').first().waitFor();
  await closePane(page);
  const works: Record<(typeof NAMES)[number], () => Promise<readonly number[]>> = {
    'paint, cold': () => coldPaints(context, world.file.outlook, runs),
    'paint, warm': () => warmPaints(page, runs),
    'switch to another mail': () => switches(page, runs),
  };
  const rows: PaneRow[] = [];
  for (const name of wanted) {
    say(`pane: ${name}`);
    rows.push(paneRow(name, await works[name]()));
  }
  return rows;
}

/** Each in a tab of its own, with nothing in the browser's cache; the session stays. */
async function coldPaints(
  context: BrowserContext,
  outlook: string,
  runs: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const page = await context.newPage();
    await page.goto(outlook);
    await openMail(page, HARTMANN.row);
    const devTools = await context.newCDPSession(page);
    await devTools.send('Network.clearBrowserCache');
    times.push(await paint(page));
    await page.close();
  }
  return times;
}

/** In a tab in which the pane was open before; the first is not counted. */
async function warmPaints(page: Page, runs: number): Promise<readonly number[]> {
  await page.bringToFront();
  const times: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const ms = await paint(page);
    if (run >= 0) times.push(ms);
    await closePane(page);
  }
  return times;
}

/** Between two mails, with the pane pinned; the first of each is not counted. */
async function switches(page: Page, runs: number): Promise<readonly number[]> {
  await page.bringToFront();
  await paint(page);
  await page.getByRole('button', { name: /^Pin/ }).click();
  const times: number[] = [];
  for (let run = -2; run < runs; run += 1) {
    const ms = await switchTo(page, run % 2 === 0 ? HUDSON : HARTMANN);
    if (run >= 0) times.push(ms);
  }
  return times;
}
