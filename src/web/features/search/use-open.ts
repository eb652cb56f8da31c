import { useState } from 'react';

/** Whether a list of hits is open: while something is typed, however it was typed (keys, paste, dictation). */
export function useOpen(text: string) {
  const [wanted, setWanted] = useState(false);
  return {
    /** For the combobox; it still closes by Escape and by leaving it. */
    props: {
      open: wanted && text.trim() !== '',
      onOpenChange: (_: unknown, data: { readonly open: boolean }) => setWanted(data.open),
    },
    /** To be called with every change of the text. */
    typed: () => setWanted(true),
    close: () => setWanted(false),
  };
}
