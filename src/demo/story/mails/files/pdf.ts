/**
 * A PDF of one page (ISO 32000-1): a title and lines of text in Helvetica. Characters beyond Latin-1 become question
 * marks.
 */
export function pdf(title: string, lines: readonly string[]): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /B 4 0 R /R 5 0 R >> >> /Contents 6 0 R >>',
    font('Helvetica-Bold'),
    font('Helvetica'),
    stream(pageOf(title, lines)),
  ];
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
  }
  const size = String(objects.length + 1);
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = String(text.length);
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function stream(content: string): string {
  return `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`;
}

function pageOf(title: string, lines: readonly string[]): string {
  const shown = lines.map((line) => `(${literal(line)}) Tj T*`).join('\n');
  return `BT /B 16 Tf 64 770 Td (${literal(title)}) Tj ET\nBT /R 11 Tf 16 TL 64 735 Td\n${shown}\nET`;
}

/** A literal string (7.3.4.2), in Latin-1, which WinAnsi agrees with where it matters. */
function literal(text: string): string {
  return text.replaceAll(/[^\x20-\xff]/g, '?').replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
}
