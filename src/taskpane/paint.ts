let marked = false;

/** Says that the first useful content stands: `performance.mark('pane-usable')`, once in the pane's life. */
export function markUsable(): void {
  if (marked) return;
  marked = true;
  performance.mark('pane-usable');
}
