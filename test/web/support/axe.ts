import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** axe as a script, which defines `window.axe`. */
const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run(context: object, options: RunOptions): Promise<AxeResults> };
  }
}

/**
 * What axe finds wrong with the page as it stands, its frames included: rule and element. Fluent's focus sentinels
 * (data-tabster-dummy) are left out: they are hidden on purpose and hand the focus on at once.
 *
 * axe goes into a document once, however often that is looked at, and gathers details of what is wrong alone: that is five
 * times as fast as asking @axe-core/playwright, and finds the same.
 * @param rules only these rules; all of them without
 */
export async function axeFindings(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  for (const frame of page.frames()) await inject(frame, frame === page.mainFrame());
  const only: RunOptions = rules.length === 0 ? {} : { runOnly: { type: 'rule', values: [...rules] } };
  const options: RunOptions = { resultTypes: ['violations'], ...only };
  await page.evaluate(untilStill);
  const violations = await page.evaluate(async (given) => {
    const found = await window.axe!.run({ exclude: ['[data-tabster-dummy]'] }, given);
    return found.violations.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html) }));
  }, options);
  return violations.flatMap(({ id, elements }) => elements.map((html) => `${id}: ${html.slice(0, 200)}`));
}

/** In the page: waits until what is drawn and its transitions have ended; colours on their way are nobody's choice. */
async function untilStill(): Promise<void> {
  for (;;) {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      );
    if (ending.length === 0) return;
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }
}

async function inject(frame: Frame, isMain: boolean): Promise<void> {
  try {
    if (!(await frame.evaluate(() => window.axe !== undefined))) await frame.evaluate(SOURCE);
  } catch (error) {
    // A frame may be gone by now; the page itself may not.
    if (isMain) throw error;
  }
}
