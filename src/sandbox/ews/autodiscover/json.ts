// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxdisco (Autodiscover v2)
import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';

const PROTOCOLS = ['AutodiscoverV1', 'EWS'];

/** `?Email=…&Protocol=EWS`, or the address in the path after `/v1.0/`. */
export function autodiscoverJson({ query, path }: SandboxRequest, ewsUrl: string): SandboxResponse {
  const named = new Map([...query].map(([key, value]) => [key.toLowerCase(), value]));
  const email = named.get('email') ?? /\/v1\.0\/([^/]+)$/i.exec(path)?.[1] ?? '';
  const protocol = named.get('protocol') ?? '';
  if (!email.includes('@') && !email.includes('%40')) {
    return json(400, {
      ErrorCode: 'InvalidEmailAddress',
      ErrorMessage: 'A valid smtp address must be provided.',
    });
  }
  const known = PROTOCOLS.find((one) => one.toLowerCase() === protocol.toLowerCase());
  if (known === undefined) {
    const supported = PROTOCOLS.join(',');
    return json(400, {
      ErrorCode: protocol === '' ? 'MandatoryParameterMissing' : 'InvalidProtocol',
      ErrorMessage: `The given protocol value '${protocol}' is invalid. Supported values are '${supported}'.`,
    });
  }
  const url =
    known === 'EWS' ? ewsUrl : ewsUrl.replace('/EWS/Exchange.asmx', '/autodiscover/autodiscover.xml');
  return json(200, { Protocol: known, Url: url });
}

function json(status: number, content: unknown): SandboxResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(content),
  };
}
