// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/pox-autodiscover-web-service-reference-for-exchange
import type { HttpAnswer } from '../../net/http.ts';
import { resolveUrl } from '../../net/url.ts';
import { xmlText } from '../../xml/write.ts';
import { readXml } from '../../xml/read.ts';
import { childOf, childrenOf, textOf } from '../element.ts';
import type { Element } from '../element.ts';

const OUTLOOK = 'http://schemas.microsoft.com/exchange/autodiscover/outlook';

/** What Autodiscover answers. */
export type PoxAnswer =
  /** Addresses of EWS, the one for the outside first. */
  | { readonly type: 'settings'; readonly urls: readonly URL[]; readonly address: string | null }
  /** Ask again for this address. */
  | { readonly type: 'address'; readonly address: string }
  /** Ask again there. */
  | { readonly type: 'url'; readonly url: URL }
  /** It doesn't know the address. */
  | { readonly type: 'unknown' };

export const POX_PATH = '/autodiscover/autodiscover.xml';

export function poxRequest(address: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<Autodiscover xmlns="${OUTLOOK}/requestschema/2006"><Request><EMailAddress>${xmlText(address)}</EMailAddress><AcceptableResponseSchema>${OUTLOOK}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`;
}

/** Throws Unavailable `answer-not-xml`, `answer-truncated`. */
export async function readPox(answer: Pick<HttpAnswer, 'body' | 'url'>): Promise<PoxAnswer> {
  const responses: Element[] = [];
  await readXml(answer.body, {
    nameOf: (_namespace, local) => local,
    isPart: (path) => path.length === 2,
    onPart: (part) => responses.push(part),
  });
  const response = responses.find(({ name }) => name === 'Response');
  const account = childOf(response, 'Account');
  const address = textOf(account, 'RedirectAddr') ?? '';
  const target = resolveUrl(textOf(account, 'RedirectUrl') ?? '', answer.url);
  switch (textOf(account, 'Action')?.toLowerCase()) {
    case 'redirectaddr':
      if (address.includes('@')) return { type: 'address', address };
      break;
    case 'redirecturl':
      if (target !== null) return { type: 'url', url: target };
      break;
    default:
      return settingsOf(childOf(response, 'User'), account, answer.url);
  }
  return { type: 'unknown' };
}

/** How near to us a protocol's address is: EXPR is for the outside, EXCH for the inside. */
const PREFERENCE = ['EXPR', 'EXHTTP', 'EXCH'];

function settingsOf(user: Element | undefined, account: Element | undefined, base: URL): PoxAnswer {
  const protocols = childrenOf(account, 'Protocol').map((protocol) => {
    const rank = PREFERENCE.indexOf(textOf(protocol, 'Type')?.toUpperCase() ?? '');
    const text = textOf(protocol, 'EwsUrl') ?? textOf(protocol, 'ASUrl') ?? '';
    return { rank: rank === -1 ? PREFERENCE.length : rank, url: text === '' ? null : resolveUrl(text, base) };
  });
  const sorted = protocols.toSorted((one, other) => one.rank - other.rank).map(({ url }) => url?.href);
  const urls = [...new Set(sorted)].filter((href) => href !== undefined).map((href) => new URL(href));
  if (urls.length === 0) return { type: 'unknown' };
  const address = textOf(user, 'AutoDiscoverSMTPAddress') ?? '';
  return { type: 'settings', urls, address: address.includes('@') ? address : null };
}
