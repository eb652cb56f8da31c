/** The first letters of the first and the last word of a name, or of an address: 'Sofía Lindqvist' is 'SL'. */
export function initials(name: string): string {
  const letters = name.split(/[\s.@]+/).flatMap((word) => /^\p{L}/u.exec(word)?.[0] ?? []);
  const [first] = letters;
  const last = letters.length > 1 ? letters.at(-1) : undefined;
  return `${first ?? ''}${last ?? ''}`.toLocaleUpperCase();
}
