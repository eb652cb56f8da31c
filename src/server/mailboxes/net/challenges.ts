// https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 (WWW-Authenticate)

/** The names of the schemes in a list of challenges: `Basic realm="a, b", NTLM` gives Basic and NTLM. */
export function schemesOf(challenges: string | undefined): readonly string[] {
  const names = (challenges ?? '')
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .split(',')
    .map((part) => /^\s*([A-Za-z][\w-]*)(?:\s+(?!=)|\s*$)/.exec(part)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** Whether Basic, the scheme of a user name with a password, is among the schemes. */
export function includesBasic(schemes: readonly string[]): boolean {
  return schemes.some((scheme) => scheme.toLowerCase() === 'basic');
}
