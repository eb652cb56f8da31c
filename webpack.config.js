import { outlookWeb } from './tools/webpack/outlook-web.mjs';
import { taskpane } from './tools/webpack/taskpane.mjs';
import { web } from './tools/webpack/web.mjs';

/** What browsers load, a bundle per room: each is described in tools/webpack. `--config-name taskpane` builds one. */
export default (_environment, { mode = 'production' }) => [web(mode), taskpane(mode), outlookWeb(mode)];
