import { describeWith } from '../../requirements.ts';
import { axeFindings, overflows } from '../../web/support/browser.ts';
import { pressUntil } from '../../web/support/keyboard.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { SCREENS } from '../support/screens.ts';
import { offer } from '../support/story.ts';

const LOOKS = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced colours', { colorScheme: 'light', forcedColors: 'active' }],
] as const;

describeWith(['chromium'], 'every screen of the pane', () => {
  const suite = paneSuite();

  it.each(Object.keys(SCREENS))('is for everyone, at 320 px, in every look: %s', async (name) => {
    const { prepare, arrive, complaint, ...settings } = SCREENS[name]!;
    prepare?.(suite.server);
    const page = await suite.open({ ...settings, width: 320 });
    await arrive(page, suite.server);
    for (const [look, media] of LOOKS) {
      await page.emulateMedia({ reducedMotion: 'reduce', ...media });
      expect({ look, findings: await axeFindings(page) }).toEqual({ look, findings: [] });
      expect(await overflows(page)).toBe(false);
    }
    if (complaint !== undefined) suite.expectComplaints(complaint);
  });

  it('is worked by the keyboard alone, and shows where it is', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('checkbox').first().waitFor();
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
