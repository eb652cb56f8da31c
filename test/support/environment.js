import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/** Names what a test environment hands in.
export const NATIVE_REQUIRE = 'requireAsNode';

/** Node's own environment, and Node's own loader beside jest's (see sanitize-html.cjs). */
export default class Environment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.requireAsNode = createRequire(import.meta.url);
  }
}
