/** An add-in that does nothing by itself: tests ask office.js in it. Its pages, by path. */
const SCRIPT = '<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>';

/** Its own script waits for the body: from the cache office.js may be ready while the page is still being read. */
function page(title: string, script: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${SCRIPT}<script defer src="/${script}"></script></head><body>${body}</body></html>`;
}

const PANE = `
  window.changes = [];
  window.events = [];
  // What a call with a callback answers.
  window.asked = function (owner, method) {
    var args = [].slice.call(arguments, 2);
    return new Promise(function (resolve) {
      owner[method].apply(owner, args.concat(function (result) {
        resolve({ status: result.status, value: result.value, code: result.error ? result.error.code : null });
      }));
    });
  };
  // Events of the item that is open now, as they come.
  window.listen = function (type) {
    return window.asked(Office.context.mailbox.item, 'addHandlerAsync', type, function (event) {
      window.events.push(JSON.parse(JSON.stringify(event)));
    });
  };
  Office.onReady(function (info) {
    window.info = info;
    document.getElementById('state').textContent = 'ready';
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, function () {
      var item = Office.context.mailbox.item;
      window.changes.push(item === null || item === undefined ? null : item.itemId || item.itemType);
    }, function () { document.getElementById('state').textContent = 'listening'; });
  });
`;

const COMMANDS = `
  Office.onReady(function () {});
  function told(event, message) {
    Office.context.mailbox.item.notificationMessages.replaceAsync('done', {
      type: 'informationalMessage', message: message, icon: 'Link.16', persistent: false,
    }, function (result) {
      if (result.status === 'succeeded') return event.completed();
      Office.context.mailbox.item.notificationMessages.addAsync('done', {
        type: 'informationalMessage', message: message, icon: 'Link.16', persistent: false,
      }, function () { event.completed(); });
    });
  }
  function linkAsLastTime(event) { told(event, 'Linked: ' + Office.context.mailbox.item.subject + ' by ' + event.source.id); }
  function synchroniseItem(event) { window.setTimeout(function () { told(event, 'Synchronised'); }, 50); }
  Office.actions.associate('linkAsLastTime', linkAsLastTime);
  Office.actions.associate('synchroniseItem', synchroniseItem);
`;

const DIALOG = `
  Office.onReady(function () {
    document.getElementById('answer').onclick = function () { Office.context.ui.messageParent('a code'); };
    document.getElementById('state').textContent = 'ready';
  });
`;

/** Content by path: media type and text. */
export const PROBE_PAGES: ReadonlyMap<string, readonly [string, string]> = new Map([
  [
    '/taskpane.html',
    [
      'text/html; charset=utf-8',
      page('Probe', 'pane.js', '<p id="state">loading</p><input id="first"><button id="last">Last</button>'),
    ],
  ],
  ['/commands.html', ['text/html; charset=utf-8', page('Commands', 'commands.js', '')]],
  [
    '/pane-sign-in.html',
    [
      'text/html; charset=utf-8',
      page('Dialog', 'dialog.js', '<p id="state">loading</p><button id="answer">Answer</button>'),
    ],
  ],
  ['/pane.js', ['text/javascript', PANE]],
  ['/commands.js', ['text/javascript', COMMANDS]],
  ['/dialog.js', ['text/javascript', DIALOG]],
]);

/** As the product's own server sends with its pane. */
export const PROBE_POLICY = [
  "default-src 'none'",
  "script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self'",
  "frame-ancestors 'self' https://outlook.office.com",
].join('; ');

/** What the pane's script adds to its window. */
declare global {
  interface Window {
    info: { readonly host: string; readonly platform: string };
    changes: (string | null)[];
    events: Record<string, unknown>[];
    asked: (owner: object, method: string, ...args: readonly unknown[]) => Promise<Asked>;
    listen: (type: string) => Promise<Asked>;
  }
}

/** An AsyncResult, as far as it can leave the page. */
export interface Asked {
  readonly status: string;
  readonly value?: unknown;
  readonly code: number | null;
}
