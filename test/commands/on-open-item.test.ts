import { linkAsLastTime } from '../../src/commands/link-as-last-time.ts';
import { onOpenItem } from '../../src/commands/on-open-item.ts';
import type { ItemCommand, Surroundings } from '../../src/commands/on-open-item.ts';
import { synchroniseItem } from '../../src/commands/synchronise-item.ts';
import { commandWords } from '../../src/commands/words.ts';
import type { PaneApi } from '../../src/taskpane/api/pane-api.ts';
import { Problem, Unreachable } from '../../src/taskpane/api/problems.ts';
import { OfficeProblem } from '../../src/taskpane/office/port.ts';
import type { OpenItem } from '../../src/taskpane/office/port.ts';

const ids = { itemId: 'id', messageId: null, conversationId: null, seriesId: null };
const mail: OpenItem = {
  key: 'a',
  composing: false,
  item: { kind: 'message', ...ids, subject: 'Offer', start: null, end: null, participants: [] },
};
const savedMeeting: OpenItem = { key: 'b', composing: true, item: { ...mail.item, kind: 'appointment' } };
const unsavedMeeting: OpenItem = { ...savedMeeting, item: { ...savedMeeting.item, itemId: null } };
const hit = (title: string) => ({ recordType: 'company', id: title, title, subtitle: '', url: '' });

function around(open: OpenItem | null, api: Partial<Record<keyof PaneApi, unknown>> = {}) {
  const saves: string[] = [];
  const surroundings: Surroundings = {
    outlook: {
      current: () => Promise.resolve(open),
      save: () => {
        saves.push('saved');
        return Promise.resolve(savedMeeting);
      },
    },
    api: api as PaneApi,
    words: commandWords('en-GB'),
  };
  return { surroundings, saves };
}

const throwing =
  (error: Error): ItemCommand =>
  () =>
    Promise.reject(error);

it('links as last time and names what was added', async () => {
  const calls: unknown[][] = [];
  const linking = (...titles: string[]) => ({
    linkAsLastTime: (...call: unknown[]) => {
      calls.push(call);
      return Promise.resolve({ added: titles.map(hit) });
    },
  });
  const told = async (...titles: string[]) =>
    (await onOpenItem(around(mail, linking(...titles)).surroundings, linkAsLastTime)).text;
  expect(await told('Northwind')).toBe('Linked with Northwind.');
  expect(await told('Northwind', 'Contoso', 'Fabrikam')).toBe('Linked with Northwind, Contoso and Fabrikam.');
  const [long, longer] = ['Northwind'.padEnd(60, 'd'), 'Contoso'.padEnd(70, 'o')];
  expect(await told(long, longer, 'Fabrikam')).toBe(`Linked with ${long} and 2 more.`);
  expect(await told(long, 'Contoso', longer)).toBe(`Linked with ${long}, Contoso and 1 more.`);
  expect((await told(long, 'Contoso', longer)).length).toBeLessThanOrEqual(150);
  expect(await told()).toBe('It was linked with the same records already.');
  expect(calls[0]).toEqual([mail.item, { idempotencyKey: expect.stringMatching(/^[\w-]{36}$/) }]);
});

it('saves a meeting that has no id yet, and only that, before it is synchronised', async () => {
  const marked: unknown[] = [];
  const marking = {
    markItem: (item: unknown, synchronise: boolean) => {
      marked.push([item, synchronise]);
      return Promise.resolve({});
    },
  };
  const unsaved = around(unsavedMeeting, marking);
  await expect(onOpenItem(unsaved.surroundings, synchroniseItem)).resolves.toEqual({
    ok: true,
    text: 'It is being synchronised with the CRM.',
  });
  const saved = around(savedMeeting, marking);
  await onOpenItem(saved.surroundings, synchroniseItem);
  expect([unsaved.saves, saved.saves]).toEqual([['saved'], []]);
  expect(marked).toEqual([
    [savedMeeting.item, true],
    [savedMeeting.item, true],
  ]);
});

it('asks nothing of the server where there is nothing to link', async () => {
  const draft = { ...mail, composing: true };
  for (const [open, text] of [
    [null, 'Select a mail or a meeting first.'],
    [draft, 'A mail can be linked once it is sent.'],
  ] as const) {
    await expect(onOpenItem(around(open).surroundings, linkAsLastTime)).resolves.toEqual({ ok: false, text });
  }
});

it.each<[Error, string]>([
  [new Problem(401, { code: 'not-signed-in' }), 'Nobody is signed in. Open Liaison once and sign in'],
  [new Problem(403, { code: 'not-allowed', detail: 'You may not do that.' }), 'You may not do that.'],
  [
    new Problem(500, { code: 'internal-error', detail: 'Stack' }),
    'That did not work. Open Liaison to see why.',
  ],
  [new Unreachable(new Error('offline')), 'The CRM did not answer.'],
  [new OfficeProblem('no-answer', 'item.saveAsync'), 'Outlook did not answer.'],
  [new OfficeProblem('refused', 'item.saveAsync'), 'That did not work.'],
  [new Error('bug'), 'That did not work.'],
])('tells what went wrong: %s', async (error, text) => {
  const outcome = await onOpenItem(around(mail).surroundings, throwing(error));
  expect(outcome.ok).toBe(false);
  expect(outcome.text).toMatch(new RegExp(`^${text.replace(/\./g, '\\.')}`));
});

it.each(['en-GB', 'de-CH', 'fr-FR'])('has sentences short enough for Outlook in %s', (displayLanguage) => {
  const sentences = Object.values(commandWords(displayLanguage)).filter((each) => typeof each === 'string');
  expect(sentences.length).toBeGreaterThan(8);
  for (const sentence of sentences) expect(sentence.length).toBeLessThanOrEqual(150);
});
