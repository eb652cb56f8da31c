import type { WebpackPluginInstance } from 'webpack';

/** See first-paint-budget.mjs. */
export class FirstPaintBudget {
  constructor(options: { entry: string; also?: readonly RegExp[]; limit: number });
  apply: WebpackPluginInstance['apply'];
}
