import { register } from 'node:module';

/** `node --import` this file to start a TypeScript program of the tests without building it first. */
register('./typescript-hooks.js', import.meta.url);
