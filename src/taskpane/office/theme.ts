/** Colours of Outlook's own surroundings, as far as it tells them (Mailbox 1.14, and some Outlooks before it). */
export type OfficeColours = Partial<Office.OfficeTheme> | null | undefined;

/** Whether a ground is dark enough to want light text; null: no colour, or none that can be read (`#rrggbb`). */
export function isDarkGround(colours: OfficeColours): boolean | null {
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colours?.bodyBackgroundColor ?? '');
  if (hex === null) return null;
  const [red, green, blue] = hex.slice(1).map((part) => parseInt(part, 16)) as [number, number, number];
  // Brightness as the eye weighs it (ITU-R BT.601).
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
