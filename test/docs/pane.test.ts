import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { en as sentences } from '../../src/contract/words/en.ts';
import { enItems } from '../../src/contract/words/items/en.ts';
import { commandWords } from '../../src/commands/words.ts';
import { REASON_CODES } from '../../src/sync/reasons.ts';
import { START_WORDS } from '../../src/taskpane/start/words.ts';
import { en as pane } from '../../src/taskpane/language/en/index.ts';
import { pages, ROOT, textOf } from './support.ts';

const guide = textOf('docs/pane.md');

/** Reasons of the engine for a meeting that is in step, or is none any more: the pane has nothing to explain. */
const NEVER_SHOWN = [
  'private-busy-only',
  'direction-to-crm-only',
  'direction-to-mailbox-only',
  'not-assigned',
  'attendee-copy',
  'deleted-in-mailbox',
  'deleted-in-crm',
  'deleted-on-both-sides',
  'part-of-series',
  'deletion-restored',
  'edit-wins-over-deletion',
  'copy-of-another-item',
  'another-chance',
  'edited',
  'collection-read-only',
  'conflict-kept',
  'adopted-by-likeness',
  'first-pairing-difference',
];

describe('the guide to the pane', () => {
  const reasons = REASON_CODES.filter((code) => !NEVER_SHOWN.includes(code));

  it.each([...Object.keys(enItems), ...reasons])('explains what an item or a save may say: %s', (code) => {
    expect(guide).toContain(longestPiece(firstSentence(sentences[code] ?? '')));
  });

  it.each([
    ...Object.values(pane.item.states),
    ...Object.values(pane.states.office),
    pane.states.officeSave,
    pane.states.serverTitle,
    pane.states.brokenTitle,
    pane.states.nothingTitle,
    pane.session.ended,
    pane.problems.unreachableOffline,
    commandWords('en').signedOut,
    START_WORDS.en.troubles['no-script'].title,
  ])('explains: %s', (said) => {
    expect(guide).toContain(firstSentence(said));
  });

  it.each([
    pane.item.synchronise,
    pane.item.seeInCrm,
    pane.people.unknown,
    pane.links.title,
    pane.links.pending,
    pane.save.button(2),
    pane.suggestions.found,
    pane.preview.title,
    pane.common.openInCrm,
    pane.session.submit,
    pane.common.signOut,
  ])('calls it as the pane does: %s', (label) => {
    expect(guide).toContain(`*${label}*`);
  });
});

describe('the pictures', () => {
  const shown = pages().flatMap((page) =>
    [...textOf(page).matchAll(/(?:\]\(|src=")(?:docs\/)?images\/([\w-]+\.png)/g)].map(([, name]) => name),
  );
  const there = readdirSync(join(ROOT, 'docs', 'images'));
  const walks = ['crm-walk.ts', 'pane-walk.ts']
    .map((walk) => textOf(`test/docs/pictures/${walk}`))
    .join('\n');

  it('are there, and each is shown by a page', () => {
    expect([...new Set(shown)].sort()).toEqual([...there].sort());
  });

  it.each(there)('are taken by a walk: %s', (picture) => {
    expect(walks).toContain(`'${picture.replace('.png', '')}'`);
  });
});

/** What stands between the values of a sentence, as far as a page can have it. */
function longestPiece(sentence: string): string {
  const pieces = sentence.split(/\{\w+\}/).map((piece) => piece.trim());
  const [longest = ''] = pieces.sort((a, b) => b.length - a.length);
  if (longest === '') throw new Error(`There is no such sentence: ${sentence}`);
  return longest.replace(/[.:]$/, '');
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.) /)[0] ?? text;
}
