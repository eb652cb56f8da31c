import * as product from '../../src/sync/pump.ts';

/**
 * Back-off is ignored: the server says when to come back (429 or 503 with Retry-After, ErrorServerBusy), and what failed is simply tried
 * again, at once. Under load every client that does so makes it worse.
 */
export const pump: typeof product.pump = async (ports, lease, settings) => {
  const report = await product.pump(ports, lease, settings);
  return report.error === null ? report : product.pump(ports, lease, settings);
};
