import type { Page } from 'playwright-core';

/** What has the focus: its accessible name as far as the document says it directly, or its text. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    const labels = labelled ? [...(element.labels ?? [])].map((label) => label.innerText) : [];
    return [element.getAttribute('aria-label') ?? '', ...labels, element.innerText].join(' ').trim();
  });
}

/** Presses Tab until something with this name has the focus. */
export async function pressUntil(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never reached ${String(name)}, only: ${passed.join(' | ')}`);
}
