/** What answers, as far as it lets itself be recognised. Behaviour that follows from it is listed here and nowhere else. */
export interface Server {
  /** For people to read. */
  readonly label: string;
  /** If-Match on DELETE is obeyed (not by SOGo and DAViCal). */
  readonly conditionalDelete: boolean;
  /** If-None-Match: * on PUT is obeyed (not by SOGo, which overwrites). */
  readonly conditionalCreate: boolean;
}

const KNOWN: readonly (readonly [sign: RegExp, label: string, Omit<Server, 'label'>])[] = [
  [/\/SOGo\//i, 'SOGo', { conditionalDelete: false, conditionalCreate: false }],
  [/DAViCal|caldav\.php/i, 'DAViCal', { conditionalDelete: false, conditionalCreate: true }],
  [/Cyrus-HTTP/i, 'Cyrus', { conditionalDelete: true, conditionalCreate: true }],
  [/Radicale/i, 'Radicale', { conditionalDelete: true, conditionalCreate: true }],
  [/Xandikos/i, 'Xandikos', { conditionalDelete: true, conditionalCreate: true }],
  [/Nextcloud|remote\.php\/dav/i, 'Nextcloud', { conditionalDelete: true, conditionalCreate: true }],
  [/icloud\.com/i, 'iCloud', { conditionalDelete: true, conditionalCreate: true }],
];

const PLAIN = { conditionalDelete: true, conditionalCreate: true };

/** Recognises a server by its headers and URL. */
export function recognise(url: URL, headers: Readonly<Record<string, string>>): Server {
  const names = ['server', 'x-powered-by', 'x-davical-version', 'x-sabre-version'];
  const signs = [
    url.href,
    ...names.flatMap((name) => (headers[name] === undefined ? [] : [`${name} ${headers[name]}`])),
  ];
  const hit = KNOWN.find(([sign]) => signs.some((text) => sign.test(text)));
  if (hit !== undefined) return { label: hit[1], ...hit[2] };
  return { label: headers['server']?.slice(0, 100) ?? url.host, ...PLAIN };
}
