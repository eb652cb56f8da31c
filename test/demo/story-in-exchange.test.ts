import { story } from '../../src/demo/story/story.ts';
import { sandboxUsers } from '../../src/demo/story/sandbox-users.ts';
import { readCalendarObject } from '../../src/sandbox/groupware/ical/calendar-object.ts';
import type { CalendarObject } from '../../src/sandbox/groupware/ical/calendar-object.ts';
import { occurrencesIn } from '../../src/sandbox/groupware/ical/occurrences.ts';
import { startSandbox } from '../../src/sandbox/main.ts';
import type { Sandbox } from '../../src/sandbox/main.ts';
import { readXml } from '../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../src/sandbox/xml/tree.ts';
import { writeXml } from '../../src/sandbox/xml/write.ts';
import { MESSAGES, PREFIXES, TYPES } from '../../src/sandbox/ews/xml.ts';
import { describeWith } from '../requirements.ts';
import { lint } from '../sandbox/ews/calendar/support.ts';

const TODAY = '2026-11-21';
const told = story(TODAY);
const SHAPE = '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>';
const CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>';
const FOLDER = `<m:ParentFolderIds>${CALENDAR}</m:ParentFolderIds>`;

/** All elements of a name, in the order of the document. */
function all(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((one) => all(one, name))];
}

function text(element: XmlElement, name: string): string {
  return element.children.find((one) => one.name === name)?.text ?? '';
}

describe('the demo’s story in Exchange', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ users: sandboxUsers(told) });
  });
  afterAll(() => sandbox.stop());

  /** The one message in the answer to an operation. */
  async function ask(user: string, operation: string): Promise<XmlElement> {
    const password = told.users.find(({ name }) => name === user)?.password ?? '';
    const envelope =
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="${MESSAGES}" xmlns:t="${TYPES}">` +
      `<s:Header><t:RequestServerVersion Version="Exchange2016"/></s:Header><s:Body>${operation}</s:Body></s:Envelope>`;
    const response = await fetch(sandbox.ewsUrl, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'content-type': 'text/xml; charset=utf-8',
      },
      body: envelope,
    });
    const [answer] = all(readXml(await response.text()), 'Body')[0]?.children ?? [];
    if (answer === undefined) throw new Error('No answer');
    expect(all(answer, 'ResponseCode').map((code) => code.text)).not.toContainEqual(
      expect.stringMatching(/^Error/),
    );
    return answer;
  }

  const objectsOf = (user: string): readonly CalendarObject[] =>
    told.meetings.inMailboxes.flatMap(({ copies }) =>
      copies.filter(({ owner }) => owner === user).map((copy) => readCalendarObject(copy.text)),
    );

  /** Every item of a colleague's calendar, with all properties. */
  async function itemsOf(user: string): Promise<XmlElement> {
    const listed = await ask(
      user,
      `<m:SyncFolderItems>${SHAPE}<m:SyncFolderId>${CALENDAR}</m:SyncFolderId><m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>`,
    );
    const ids = all(listed, 'ItemId').map(({ attributes }) => `<t:ItemId Id="${attributes['Id'] ?? ''}"/>`);
    const shape = SHAPE.replace('IdOnly', 'AllProperties').replace(
      '</m:',
      '<t:IncludeMimeContent>true</t:IncludeMimeContent></m:',
    );
    return ask(user, `<m:GetItem>${shape}<m:ItemIds>${ids.join('')}</m:ItemIds></m:GetItem>`);
  }

  describe.each(['anna', 'ben', 'chiara'])('%s', (user) => {
    it('has every meeting, with its title, its time and its kind', async () => {
      const items = all(await itemsOf(user), 'CalendarItem').filter((one) => text(one, 'UID') !== '');
      const shown = items.map((item) => [
        text(item, 'UID'),
        text(item, 'Subject'),
        Date.parse(text(item, 'Start')),
        text(item, 'CalendarItemType'),
        text(item, 'IsAllDayEvent'),
        all(item, 'ModifiedOccurrences')[0]?.children.length ?? 0,
      ]);
      const expected = objectsOf(user).map(({ uid, master, exceptions }) => [
        uid,
        master?.summary,
        master?.startsAt,
        // Everything that comes again in the story, Exchange can say.
        master?.rule == null ? 'Single' : 'RecurringMaster',
        String(master?.start.isDate),
        exceptions.length,
      ]);
      expect(shown.sort()).toEqual(expected.sort());
      expect(shown.length).toBeGreaterThan(5);
    });

    it('sees every occurrence of half a year in a calendar view', async () => {
      const frame = { from: Date.parse('2026-09-01T00:00:00Z'), to: Date.parse('2027-03-01T00:00:00Z') };
      const view = `<m:CalendarView StartDate="2026-09-01T00:00:00Z" EndDate="2027-03-01T00:00:00Z"/>`;
      const shape = SHAPE.replace('IdOnly', 'Default');
      const found = await ask(user, `<m:FindItem Traversal="Shallow">${shape}${view}${FOLDER}</m:FindItem>`);
      const shown = all(found, 'CalendarItem').map((item) => [
        Date.parse(text(item, 'Start')),
        Date.parse(text(item, 'End')),
        text(item, 'Subject'),
      ]);
      const expected = objectsOf(user).flatMap((object) =>
        occurrencesIn(object, frame).occurrences.map(({ start, end, part }) => [start, end, part.summary]),
      );
      expect(shown.sort()).toEqual(expected.sort());
      expect(shown.length).toBeGreaterThan(10);
    });
  });

  describeWith(['xmllint', 'reference-data'], 'what is shown', () => {
    it.each(['ews', 'ews/exchange-15.2'] as const)('is valid by the schemas in %s', async (generation) => {
      for (const { name } of told.users) {
        expect(lint(writeXml(await itemsOf(name), PREFIXES), generation)).toBe('');
      }
    });
  });
});
