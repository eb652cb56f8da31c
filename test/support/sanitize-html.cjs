/**
 * sanitize-html as Node loads it: it is CommonJS that requires an ES module, which jest's own loader can't do on Node 20
 * and 22. See environment.js.
 */
module.exports = globalThis.requireAsNode('sanitize-html');
