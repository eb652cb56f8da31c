import { withoutBcc } from '../../../src/server/messages/without-bcc.ts';

const cleaned = (text: string): string =>
  Buffer.from(withoutBcc(Buffer.from(text, 'latin1'))).toString('latin1');

describe('An original without its hidden recipients', () => {
  it('is the same byte for byte otherwise', () => {
    const kept = ['To: a@example.org\r\n', 'X-Raw: \xff\xfe\r\n\tfolded\r\n', '\r\nBcc: in the body\r\n\xff'];
    const [to = '', raw = '', body = ''] = kept;
    const text = `Bcc: one@example.org,\r\n two@example.org\r\n${to}RESENT-BCC : x\n\ty\n${raw}bcc:\r\n${body}`;
    expect(cleaned(text)).toBe(kept.join(''));
  });

  it('is itself where there are none', () => {
    const bytes = Buffer.from('X-Bcc: a\r\nSubject: Bcc: b\r\n Bcc: folded\r\n\r\nBcc: c');
    expect(withoutBcc(bytes)).toBe(bytes);
  });

  it('ends with its header', () => {
    expect(cleaned('Subject: a\nBcc: b')).toBe('Subject: a\n');
    expect(cleaned('Bcc: b\r\n\r\n')).toBe('\r\n');
    expect(cleaned('')).toBe('');
  });
});
