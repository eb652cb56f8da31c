// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/autodiscover-for-exchange (v2: JSON)
import type { HttpClient } from '../../net/http-client.ts';
import { resolveUrl } from '../../net/url.ts';

/** No answer is longer. */
const LONGEST = 65_536;

/**
 * Asks the second version of Autodiscover, which wants no credentials. Null when the server doesn't have it or doesn't
 * know. Throws Unavailable when the server can't be asked.
 */
export async function askJson(
  http: HttpClient,
  origin: URL,
  address: string,
  deadline: number,
): Promise<URL | null> {
  const name = encodeURIComponent(address);
  const paths = [
    `/autodiscover/autodiscover.json/v1.0/${name}?Protocol=EWS`,
    `/autodiscover/autodiscover.json?Email=${name}&Protocol=EWS`,
  ];
  for (const path of paths) {
    const url = new URL(path, origin);
    const answer = await http.send({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      deadline,
      longest: LONGEST,
    });
    if (answer.status === 200) return urlIn(await answer.text(), answer.url);
    await answer.discard();
  }
  return null;
}

function urlIn(text: string, base: URL): URL | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return null;
    const entries = Object.entries(answer as Record<string, unknown>);
    const url = entries.find(([name]) => name.toLowerCase() === 'url')?.[1];
    return typeof url === 'string' ? resolveUrl(url, base) : null;
  } catch {
    return null;
  }
}
