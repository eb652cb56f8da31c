import { web } from './tools/webpack/web.mjs';

/** What browsers load, a bundle per room: each is described in tools/webpack. */
export default (_environment, { mode = 'production' }) => [web(mode)];
