import { taskpane } from '../../../../tools/webpack/taskpane.mjs';

/** The add-in's pages as they are shipped, unminified. The folder comes from the command line. */
export default { ...taskpane('development'), devtool: false };
