import type { Frame, Page } from 'playwright-core';
import { openMail, press } from '../../whole/support/pane-steps.ts';

/** A mail in the list of mails: its row, and its subject as the pane shows it. */
export interface BenchMail {
  readonly row: RegExp;
  readonly subject: string;
}

/** The pane's frame; it must be open. */
async function paneFrame(page: Page): Promise<Frame> {
  const element = await page.locator('iframe[title*="Liaison"]').first().elementHandle();
  const frame = await element?.contentFrame();
  if (frame === null || frame === undefined) throw new Error('The pane is not open.');
  return frame;
}

/** Opens the pane by its button; milliseconds from the start of its frame's navigation to `pane-usable`. */
export async function paint(page: Page): Promise<number> {
  await press(page, 'Liaison');
  const frame = await paneFrame(page);
  await frame.waitForFunction(() => performance.getEntriesByName('pane-usable').length > 0);
  return frame.evaluate(() => performance.getEntriesByName('pane-usable')[0]?.startTime ?? 0);
}

/** Closes the pane by its button. */
export async function closePane(page: Page): Promise<void> {
  await press(page, 'Liaison');
  await page.locator('iframe[title*="Liaison"]').first().waitFor({ state: 'detached' });
}

/** Opens another mail beside the pinned pane; milliseconds from the click to its people and suggestions in the pane. */
export async function switchTo(page: Page, { row, subject }: BenchMail): Promise<number> {
  const frame = await paneFrame(page);
  await page.evaluate(() => {
    const note = (event: Event) => {
      performance.mark('bench-click', { startTime: event.timeStamp });
    };
    performance.clearMarks('bench-click');
    addEventListener('click', note, { capture: true, once: true });
  });
  const standing = frame.evaluate(standsAt, subject);
  await openMail(page, row);
  const stoodAt = await standing;
  const clickedAt = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('bench-click')[0]?.startTime ?? NaN),
  );
  return stoodAt - clickedAt;
}

/** In the pane: when the mail of this subject stands with its people and suggestions, milliseconds since the epoch. */
function standsAt(subject: string): Promise<number> {
  const stands = (): boolean =>
    document.querySelector('h1')?.title === subject &&
    document.querySelector('[aria-busy=true]') === null &&
    document.querySelector('[role=checkbox], input[type=checkbox]') !== null;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`The pane does not show “${subject}”.`));
    }, 30_000);
    const look = (): void => {
      if (!stands()) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(performance.timeOrigin + performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
}
