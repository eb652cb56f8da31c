import type { BrowserContext, Page } from 'playwright-core';
import { openPage, startBrowser } from './browser.ts';
import type { TestBrowser, View } from './browser.ts';
import { startFakeApi } from './fake-api.ts';
import type { FakeApi } from './fake-api.ts';
import { storyWorld } from './story.ts';
import { signIn } from './visit.ts';

/** What a suite of the pages stands on: one browser, and for each test a server with the story in it and a page. */
export interface PageSuite {
  /** The server of this test; it may be prepared before a page is opened. */
  readonly api: FakeApi;
  /** The page that was opened last, and its context. */
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a page and signs in, as Anna unless said otherwise. It is closed, and looked at for complaints, by the suite. */
  open(view?: Partial<View>, username?: string): Promise<void>;
}

/**
 * Sets a suite up inside its `describe`.
 * @param bound complaints of the console that a page of this suite can't help
 */
export function pageSuite(bound?: RegExp): PageSuite {
  let browser: TestBrowser;
  let api: FakeApi;
  let opened: Awaited<ReturnType<typeof openPage>>[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    api = await startFakeApi(storyWorld());
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ context }) => context.close()));
    await api.close();
    const complaints = opened.flatMap((each) => each.complaints);
    expect(complaints.filter((text) => bound?.test(text) !== true)).toEqual([]);
    expect(api.violations).toEqual([]);
  });
  const last = () => {
    const found = opened.at(-1);
    if (found === undefined) throw new Error('No page is open');
    return found;
  };
  return {
    get api() {
      return api;
    },
    get page() {
      return last().page;
    },
    get context() {
      return last().context;
    },
    open: async (view, username) => {
      opened.push(await openPage(browser, { width: 1280, look: 'light', ...view }));
      await signIn(last().page, api, username);
    },
  };
}
