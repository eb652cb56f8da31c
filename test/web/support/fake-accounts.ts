import * as contract from '../../../src/contract/index.ts';

/** The account that works; any other password, user or host is refused with its own code. */
export const GOOD_ACCOUNT = {
  url: 'https://calendar.example',
  user: 'anna',
  password: 'app-password',
} as const;

/** The account at Exchange that works; its server is found by the address, too. */
export const GOOD_EXCHANGE = {
  url: 'https://mail.berger.example',
  user: 'anna@berger.example',
  password: 'outlook-password',
} as const;
const EXCHANGE_URL = 'https://mail.berger.example/EWS/Exchange.asmx';

/** What a test of this account says. */
export function verdict(account: contract.MailboxAccountInput): contract.MailboxTestResult {
  if (account.kind === 'ews') return exchangeVerdict(account);
  if (account.url !== GOOD_ACCOUNT.url) return failed('host-not-found', { host: account.url });
  if (account.user !== GOOD_ACCOUNT.user || account.password !== GOOD_ACCOUNT.password)
    return failed('wrong-credentials', {});
  return { ok: true, server: 'Cyrus IMAP', addresses: ['mailto:anna@berger.example'] };
}

function exchangeVerdict({ url, user, password }: contract.MailboxAccountInput): contract.MailboxTestResult {
  const wanted = url === '' ? user : url;
  const [, domain] = wanted.split('@');
  if (domain !== undefined && domain !== 'berger.example') return failed('autodiscover-failed', { domain });
  if (domain === undefined && wanted !== GOOD_EXCHANGE.url)
    return failed('host-unknown', { host: new URL(wanted, 'https://x/').host });
  if (password !== GOOD_EXCHANGE.password) return failed('sign-in-refused', { schemes: 'Basic, NTLM' });
  return {
    ok: true,
    server: 'Exchange 15.2.1118.7',
    endpoint: EXCHANGE_URL,
    addresses: ['mailto:anna@berger.example'],
  };
}

/** A test that failed with this cause. */
export function failed(code: string, parameters: Record<string, unknown>): contract.MailboxTestResult {
  return { ok: false, error: { code, parameters } };
}

/** With the sentence of what is wrong. */
export function worded(
  result: contract.MailboxTestResult,
  language: contract.Language,
): contract.MailboxTestResult {
  if (result.error === undefined) return result;
  const { code, parameters } = result.error;
  return { ...result, detail: contract.sentence(language, code, parameters) };
}
