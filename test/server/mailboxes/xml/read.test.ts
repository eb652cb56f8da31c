import { createXmlReader } from '../../../../src/server/mailboxes/xml/read.ts';
import { xmlAttribute, xmlText } from '../../../../src/server/mailboxes/xml/write.ts';

/** A reader whose parts are the children of the root. */
function reading() {
  const parts: string[] = [];
  const opened: string[] = [];
  const reader = createXmlReader({
    nameOf: (_namespace, local) => local,
    isPart: (path) => path.length === 2,
    onPart: (part, _path, cut) => parts.push(`${part.name}=${part.text}${cut ? '…' : ''}`),
    onOpen: (path) => opened.push(path.join('/')),
  });
  return { reader, parts, opened };
}

describe('Reading XML as it comes', () => {
  it('hands out each part when it ends, long before the document does', () => {
    const { reader, parts, opened } = reading();
    reader.write('<?xml version="1.0"?><a><b>1</b><b>2<c/>');
    expect(parts).toEqual(['b=1']);
    reader.write('</b>');
    expect(parts).toEqual(['b=1', 'b=2']);
    expect(opened).toEqual(['a', 'a/b', 'a/b']);
    expect(reader.isEnded()).toBe(false);
    expect(() => {
      reader.end();
    }).toThrow('answer-truncated');
    reader.write('</a>');
    reader.end();
    expect(reader.isEnded()).toBe(true);
  });

  it('keeps twenty thousand parts apart without keeping them', () => {
    const { reader, parts } = reading();
    reader.write('<a>');
    for (let index = 0; index < 20_000; index += 1) {
      reader.write(`<b>${String(index)}</b>`);
      expect(parts.splice(0)).toHaveLength(1);
    }
    reader.write('</a>');
    reader.end();
  });

  it('attributes are those of the document, not its declarations', () => {
    const found: Record<string, string>[] = [];
    const reader = createXmlReader({
      nameOf: (_namespace, local) => local,
      isPart: () => true,
      onPart: ({ attributes }) => found.push(attributes),
    });
    reader.write('<a Id="1" xmlns:Id="urn:x" xmlns="urn:y" Id:Other="2"/>');
    expect(found).toEqual([{ Id: '1', Other: '2' }]);
  });

  it('says when a text is not whole', () => {
    const { reader, parts } = reading();
    reader.write(`<a><b>${'x'.repeat(4_100_001)}</b><b>short</b></a>`);
    expect(parts.map((part) => [part.length, part.at(-1)])).toEqual([
      [4_100_003, '…'],
      [7, 't'],
    ]);
  });

  it.each([
    ['document types', '<!DOCTYPE a><a/>', 'document-type'],
    ['unknown entities', '<a>&x;</a>', 'syntax'],
    ['depth without end', '<a>'.repeat(1000), 'size'],
    ['children without end', `<a><b>${'<c/>'.repeat(6000)}`, 'size'],
    ['tags that do not match', '<a></b>', 'syntax'],
    ['two roots', '<a/><b/>', 'syntax'],
  ])('refuses %s', (_name, text, what) => {
    const error = ((): unknown => {
      try {
        const { reader } = reading();
        reader.write(text);
        reader.end();
        return null;
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ name: 'Unavailable', code: 'answer-not-xml', parameters: { what } });
  });
});

describe('Reading XML with entities of its own', () => {
  it('stops at their declaration', () => {
    const { reader } = reading();
    const bomb = '<!DOCTYPE a [<!ENTITY x "yyyy"><!ENTITY z "&x;&x;">]><a>&z;</a>';
    expect(() => {
      reader.write(bomb);
    }).toThrow(expect.objectContaining({ code: 'answer-with-entities' }));
  });
});

describe('Writing XML', () => {
  it('leaves out what has no place in it', () => {
    expect(xmlText('a\u0000b\u0008\u000b\ud800c\uffff\n\t<&>😀')).toBe('abc\n\t&lt;&amp;&gt;😀');
  });

  it('keeps white space and quotes in attributes', () => {
    expect(xmlAttribute('a "b"\r\n\t<c>')).toBe('a &quot;b&quot;&#13;&#10;&#9;&lt;c&gt;');
  });
});
