/** The words of an HTML text. Nothing in it is loaded or carried out. */
export function plainText(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const element of parsed.querySelectorAll('script, style')) element.remove();
  for (const element of parsed.querySelectorAll('br, p, div, li, tr')) element.append('\n');
  return parsed.body.textContent.trim();
}
