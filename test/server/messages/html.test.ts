import fc from 'fast-check';
import { crudeText, htmlWithInlineImages, sanitiseHtml, textsIn } from '../../../src/server/messages/html.ts';
import { textOfHtml } from '../../../src/server/messages/text.ts';

describe("A mail's HTML", () => {
  it.each([
    ['<p>Hello <b>you</b></p>', '<p>Hello <b>you</b></p>'],
    ['<script>alert(1)</script><p onclick="x()">a</p>', '<p>a</p>'],
    [
      '<style>p{background:url(https://x.example)}</style><p style="color:red" class="a" id="b">a</p>',
      '<p>a</p>',
    ],
    ['<form action="https://x.example"><input value="1"><button>Go</button></form>', 'Go'],
    [
      '<iframe src="https://x.example">b</iframe><object data="x">c</object><link rel="stylesheet" href="x">',
      'b',
    ],
    ['<base href="https://x.example"><meta http-equiv="refresh" content="0;url=https://x.example">a', 'a'],
    [
      '<table background="https://x.example/a.png"><tr><td colspan="2">a</td></tr></table>',
      '<table><tr><td colspan="2">a</td></tr></table>',
    ],
    ['<svg><image href="https://x.example"/></svg><math><mi>x</mi></math>a', 'a'],
    ['<div style="display: none">preheader</div><p style="MSO-HIDE:ALL">b</p><p hidden>c</p>a', 'a'],
    ['<video src="https://x.example" poster="https://x.example"></video>a', 'a'],
  ])('%p is kept as %p', (given, kept) => {
    expect(sanitiseHtml(given)).toBe(kept);
  });

  it.each([
    ['https://example.org/a?b=1&amp;c', true],
    ['HTTP://example.org', true],
    ['mailto:olga@example.org', true],
    ['javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['data:text/html,x', false],
    ['/api/users', false],
    ['//x.example', false],
    ['#top', false],
    ['file:///etc/passwd', false],
    ['https://', false],
  ])('a link to %p is followed: %p', (href, followed) => {
    const html = sanitiseHtml(`<a href="${href}" target="_top" onclick="x()">a</a>`);
    expect(html).toBe(
      followed ? `<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">a</a>` : '<a>a</a>',
    );
  });

  it('shows images that came with it, and describes others', () => {
    const html = sanitiseHtml(
      '<img src="cid:logo%40x" alt="Logo" width="20"><img src="CID:<b@y>"><img src="https://x.example/track.gif">' +
        '<img src="https://x.example/a.png" srcset="https://x.example/b.png 2x" alt="A chart" width="9">' +
        '<img src="data:image/png;base64,AAAA"><img src="data:image/svg+xml;base64,AAAA"><img src="/api/me">',
    );
    expect(html).toBe(
      '<img src="cid:logo%40x" alt="Logo" width="20" /><img src="cid:b%40y" /><img alt="A chart" />' +
        '<img src="data:image/png;base64,AAAA" />',
    );
    const urlOf = (id: string) => (id === 'logo@x' ? '/api/messages/1/attachments/0' : null);
    expect(htmlWithInlineImages(html, urlOf)).toBe(
      '<img src="/api/messages/1/attachments/0" alt="Logo" width="20" /><img alt="A chart" />' +
        '<img src="data:image/png;base64,AAAA" />',
    );
  });

  it('names images in text that only looks like an image as little as any text', () => {
    const html = sanitiseHtml('&lt;img src="cid:a"&gt; src="cid:b"');
    expect(htmlWithInlineImages(html, () => '/x')).toBe('&lt;img src="cid:a"&gt; src="cid:b"');
  });

  it('is safe and settled after once, whatever it was', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<a href="',
        '">',
        '<img src=',
        'cid:a',
        'https://x.example',
        "'",
        '"',
        '<script',
        '</',
        '>',
        '<!--',
      ],
      ...[
        '<style>',
        '</style>',
        '<noscript>',
        '<svg',
        'onload=x',
        '<textarea>',
        '&lt;',
        '<iframe>',
        'a',
        ' ',
        '<table><td>',
      ],
      ...[
        '<b style="display:none">',
        '<xmp>',
        '<title>',
        '\0',
        '<![CDATA[',
        ']]>',
        '<math>',
        'javascript:',
        '<select><option>',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = sanitiseHtml(pieces.join(''));
        expect(html).not.toMatch(/<(?:script|style|iframe|svg|math|form|noscript|textarea|title|xmp|!)/i);
        expect(html).not.toMatch(/<[^>]*\s(?:on\w+|style|srcset|background)\s*=/i);
        for (const [, src = ''] of html.matchAll(/<img[^>]* src="([^"]*)"/g))
          expect(src).toMatch(/^(?:cid:|data:image\/)/);
        for (const [, href = ''] of html.matchAll(/<a[^>]* href="([^"]*)"/g))
          expect(href).toMatch(/^(?:https?:\/\/|mailto:)/i);
        expect(sanitiseHtml(html)).toBe(html);
        expect(textsIn(html)).not.toContain('&lt;img');
      }),
    );
  });

  it('is refused where reading it would take its time for the square', () => {
    expect(() => sanitiseHtml('<b>'.repeat(5000))).toThrow();
    expect(() => sanitiseHtml('x'.repeat(2_000_001))).toThrow();
    expect(crudeText('<style>a{}</style><b><p>One</p><b>&amp; two</b>')).toBe('One  & two');
  });

  it('is told as lines of text', () => {
    expect(
      textOfHtml('<div>a<br>b</div><table><tr><td>c</td><td>d</td></tr></table><ul><li>e</li></ul>'),
    ).toBe('a\nb\nc\nd\n * e');
  });
});
