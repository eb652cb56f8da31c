/** Every icon: its file's name and its content as PNG. */
export function icons(): readonly { readonly name: string; readonly png: Buffer }[];
