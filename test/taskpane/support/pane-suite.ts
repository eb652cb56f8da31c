import { startBrowser } from '../../web/support/browser.ts';
import type { TestBrowser } from '../../web/support/browser.ts';
import { fakeServer } from './fake-server.ts';
import type { FakeServer } from './fake-server.ts';
import { buildPane, openPane } from './pane-page.ts';
import type { BuiltPane, PanePage, PaneView } from './pane-page.ts';

/** What a suite in a browser stands on: one build and one browser, and a server and a page for each test. */
export interface PaneSuite {
  readonly server: FakeServer;
  /** Opens the pane; the server may be prepared before. The page is closed, and looked at for complaints, by the suite. */
  open(view: PaneView): Promise<PanePage['page']>;
  /** The context of the page that was opened last. */
  readonly context: PanePage['context'];
  /** Says that the page was bound to complain, and only so. */
  expectComplaints(like: RegExp): void;
}

/** Sets a suite up inside its `describe`. */
export function paneSuite(): PaneSuite {
  let browser: TestBrowser;
  let built: BuiltPane;
  let server: FakeServer;
  let opened: PanePage[] = [];
  beforeAll(async () => {
    [browser, built] = await Promise.all([startBrowser(), buildPane()]);
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    server = fakeServer();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ context }) => context.close()));
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(server.violations).toEqual([]);
  });
  return {
    get server() {
      return server;
    },
    get context() {
      return opened.at(-1)!.context;
    },
    expectComplaints: (like) => {
      const all = opened.flatMap(({ complaints }) => complaints.splice(0));
      expect(all.filter((complaint) => !like.test(complaint))).toEqual([]);
      expect(all).not.toEqual([]);
    },
    open: async (view) => {
      const pane = await openPane(browser, built, server, view);
      opened.push(pane);
      return pane.page;
    },
  };
}
