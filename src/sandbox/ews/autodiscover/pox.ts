// https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-web-service-reference-for-exchange
import type { Groupware } from '../../groupware/groupware.ts';
import type { User } from '../../groupware/model.ts';
import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';
import { InvalidXml, readXml } from '../../xml/read.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { child } from '../../xml/tree.ts';
import { writeXml } from '../../xml/write.ts';
import { made } from '../xml.ts';
import type { Content } from '../xml.ts';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';
const OUTLOOK = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

/** Where a mail address is at home. */
export function autodiscoverPox(
  groupware: Groupware,
  request: SandboxRequest,
  ewsUrl: string,
): SandboxResponse {
  const asked = askedFor(request);
  if (asked === null) return failed(groupware, '600', 'Invalid Request');
  if (asked.schema !== OUTLOOK) return failed(groupware, '601', 'Provider is not available');
  const user = groupware.users.withAddress(asked.address);
  if (user === undefined) return failed(groupware, '500', "The email address can't be found.");
  return answer(settings(user, ewsUrl));
}

function askedFor({ body }: SandboxRequest): { readonly address: string; readonly schema: string } | null {
  try {
    const root = readXml(body.toString('utf8'));
    const inner = child(root, { ns: REQUEST, name: 'Request' });
    const text = (name: string): string =>
      inner === undefined ? '' : (child(inner, { ns: REQUEST, name })?.text.trim() ?? '');
    const address = text('EMailAddress');
    return address === '' ? null : { address, schema: text('AcceptableResponseSchema') };
  } catch (error) {
    if (error instanceof InvalidXml) return null;
    throw error;
  }
}

function settings({ displayName, address }: User, ewsUrl: string): XmlElement {
  const one = (name: string, ...content: readonly Content[]): XmlElement => made(OUTLOOK, name, {}, content);
  const protocol = (type: string): XmlElement =>
    one(
      'Protocol',
      one('Type', type),
      one('Server', new URL(ewsUrl).hostname),
      one('ASUrl', ewsUrl),
      one('EwsUrl', ewsUrl),
      one('AuthPackage', 'basic'),
      one('ServerVersion', '73C189CB'),
    );
  return one(
    'Response',
    one('User', one('DisplayName', displayName), one('AutoDiscoverSMTPAddress', address)),
    one(
      'Account',
      one('AccountType', 'email'),
      one('Action', 'settings'),
      protocol('EXCH'),
      protocol('EXPR'),
    ),
  );
}

function failed(groupware: Groupware, code: string, message: string): SandboxResponse {
  const one = (name: string, text: string): XmlElement => made(RESPONSE, name, {}, [text]);
  const time = new Date(groupware.clock.now()).toISOString().slice(11, 23);
  const error = made(RESPONSE, 'Error', { Time: time, Id: '1' }, [
    one('ErrorCode', code),
    one('Message', message),
    one('DebugData', ''),
  ]);
  return answer(made(RESPONSE, 'Response', {}, [error]));
}

function answer(response: XmlElement): SandboxResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: writeXml(made(RESPONSE, 'Autodiscover', {}, [response]), new Map()),
  };
}
