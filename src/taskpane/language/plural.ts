/** Chooses a word by number; English and German both know only one and other. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}
