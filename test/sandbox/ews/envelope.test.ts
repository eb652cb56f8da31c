import type { Sandbox } from '../../../src/sandbox/main.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import { describeWith } from '../../requirements.ts';
import { ask } from '../support.ts';
import { all, codes, envelope, ews, post, schemaWatch, text } from './support.ts';

const GET_CALENDAR =
  '<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds></m:GetFolder>';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await watch.sandbox();
});
afterAll(() => sandbox.stop());

describe('the door', () => {
  it('asks for Basic authentication, and says nothing else', async () => {
    const answer = await post(sandbox, GET_CALENDAR, { user: null });
    expect([answer.status, answer.headers.get('www-authenticate'), answer.text]).toEqual([
      401,
      'Basic realm="Sandbox"',
      '',
    ]);
    expect((await post(sandbox, GET_CALENDAR, { password: 'wrong' })).status).toBe(401);
  });

  it.each(['alice', 'alice@example.org', 'EXAMPLE\\alice'])('lets %s in', async (user) => {
    expect((await post(sandbox, GET_CALENDAR, { user, password: 'alice:secret' })).status).toBe(200);
  });

  it.each(['/ews/exchange.asmx', '/EWS/Exchange.asmx', '/Ews/EXCHANGE.ASMX'])(
    'is found at %s',
    async (path) => {
      const body = envelope(GET_CALENDAR);
      expect((await ask(sandbox, 'POST', path, { body })).status).toBe(200);
    },
  );

  it('takes nothing but POST', async () => {
    expect((await ask(sandbox, 'GET', '/EWS/Exchange.asmx')).status).toBe(405);
  });

  it('counts requests by operation', async () => {
    sandbox.forgetRequests();
    await post(sandbox, GET_CALENDAR);
    await post(sandbox, '<m:Nonsense/>');
    expect(sandbox.requests().map(({ operation, method }) => [method, operation])).toEqual([
      ['POST', 'GetFolder'],
      ['POST', 'Nonsense'],
    ]);
  });
});

describe('versions', () => {
  it.each([null, 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016', 'V2017_07_11'])(
    '%s is understood, and the server says what it is',
    async (version) => {
      const { text: answer } = await post(sandbox, GET_CALENDAR, { version });
      const [info] = all(readXml(answer), 'ServerVersionInfo');
      expect(info?.attributes).toMatchObject({ MajorVersion: '15', MinorVersion: '1' });
    },
  );

  it('nonsense is refused', async () => {
    const { status, text: answer } = await post(sandbox, GET_CALENDAR, { version: 'Exchange1999' });
    expect([status, codes(readXml(answer))]).toEqual([500, ['ErrorInvalidServerVersion']]);
  });
});

describe('a request that the schema does not allow', () => {
  it.each([
    ['no XML', 'certainly not'],
    ['a document type', '<!DOCTYPE x [<!ENTITY e "e">]><x/>'],
    ['another root', '<x/>'],
    ['an empty body', envelope('')],
    ['two operations', envelope(`${GET_CALENDAR}${GET_CALENDAR}`)],
  ])('is a fault: %s', async (_name, body) => {
    const { status, text: answer } = await ask(sandbox, 'POST', '/EWS/Exchange.asmx', { body });
    expect([status, codes(readXml(answer))]).toEqual([500, ['ErrorSchemaValidation']]);
  });

  it('names the place and what could be there', async () => {
    const body = GET_CALENDAR.replace('</m:FolderShape>', '</m:FolderShape>\n<m:Extra/>');
    const { status, text: answer } = await post(sandbox, body);
    const fault = readXml(answer);
    expect(status).toBe(500);
    expect(text(fault, 'faultcode')).toBe('t:ErrorSchemaValidation');
    expect(text(fault, 'LineNumber')).toBe('2');
    expect(Number(text(fault, 'LinePosition'))).toBeGreaterThan(1);
    expect(text(fault, 'Violation')).toBe(
      "The element 'GetFolder' in namespace 'http://schemas.microsoft.com/exchange/services/2006/messages' has invalid child element 'Extra' in namespace 'http://schemas.microsoft.com/exchange/services/2006/messages'. List of possible elements expected: 'FolderIds' in namespace 'http://schemas.microsoft.com/exchange/services/2006/messages'.",
    );
  });

  it('an operation that is not offered', async () => {
    const { status, text: answer } = await post(sandbox, '<m:PlayOnPhone/>');
    expect([status, codes(readXml(answer))]).toEqual([500, ['ErrorInvalidRequest']]);
  });
});

describe('what goes wrong with one', () => {
  it('leaves the others alone', async () => {
    const ids = ['calendar', 'recipientcache', 'inbox']
      .map((id) => `<t:DistinguishedFolderId Id="${id}"/>`)
      .join('');
    const answer = await ews(
      sandbox,
      `<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`,
    );
    expect(codes(answer)).toEqual(['NoError', 'ErrorFolderNotFound', 'NoError']);
    expect(
      all(answer, 'GetFolderResponseMessage').map(({ attributes }) => attributes['ResponseClass']),
    ).toEqual(['Success', 'Error', 'Success']);
    expect(text(answer, 'MessageText')).toMatch(/could not be found/);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
