import { join, resolve } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { TestBrowser } from '../../web/support/browser.ts';

const IMAGES = resolve(import.meta.dirname, '..', '..', '..', 'docs', 'images');

/** How many pixels of a picture are one of the page: more for what is shown large. */
export type Scale = 1 | 1.5;

/** A window in pixels of the page. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The window of pages. */
const WINDOW: Size = { width: 1200, height: 800 };

/** A browser as most people have it: light, in English. `baseURL` is what relative addresses start from. */
export async function lightContext(
  { browser }: TestBrowser,
  baseURL: string,
  viewport: Size = WINDOW,
  deviceScaleFactor: Scale = 1,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport,
    deviceScaleFactor,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Zurich',
    // The demo's certificate is its own.
    ignoreHTTPSErrors: true,
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/** Saves what is to be seen of the page once nothing loads any more, in a window of this height. */
export async function take(page: Page, name: string, height?: number): Promise<void> {
  const size = page.viewportSize() ?? WINDOW;
  await page.setViewportSize({ ...size, height: height ?? size.height });
  await settled(page.locator('body'));
  await page.screenshot({ path: pathOf(name), animations: 'disabled' });
  await page.setViewportSize(size);
}

/** Saves a part of a page. `inside`: what has to be still first, where that is a frame's. */
export async function takePart(part: Locator, name: string, inside: Locator = part): Promise<void> {
  await settled(inside);
  await part.screenshot({ path: pathOf(name), animations: 'disabled' });
}

/** Saves the uppermost pixels of a part of a page. */
export async function takeTop(part: Locator, name: string, height: number): Promise<void> {
  await settled(part);
  const box = await part.boundingBox();
  if (box === null) throw new Error(`Not to be seen: ${name}`);
  const clip = { ...box, height: Math.min(height, box.height) };
  await part.page().screenshot({ path: pathOf(name), clip, animations: 'disabled' });
}

/** Waits until the document of an element loads nothing any more and its fonts are there. */
async function settled(element: Locator): Promise<void> {
  await element.evaluate(async ({ ownerDocument }) => {
    const busy = (): boolean => ownerDocument.querySelector('[aria-busy=true]') !== null;
    const end = Date.now() + 30_000;
    while (busy()) {
      if (Date.now() > end) throw new Error('The page is still busy');
      await new Promise((done) => setTimeout(done, 50));
    }
    await ownerDocument.fonts.ready;
  });
}

function pathOf(name: string): string {
  say(`docs/images/${name}.png`);
  return join(IMAGES, `${name}.png`);
}

/** A line for whoever waits. */
export function say(what: string): void {
  process.stdout.write(`${what}\n`);
}
