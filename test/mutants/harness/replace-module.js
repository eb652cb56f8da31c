let replaced = '';
let mutant = '';

/** Module hook (node:module). `data`: the URLs of the module that is replaced, and of the one that takes its place. */
export function initialize(data) {
  ({ replaced, mutant } = data);
}

/** Everybody who imports the one gets the other; the mutant itself gets what it replaces, and changes what it likes of it. */
export async function resolve(specifier, context, nextResolve) {
  const found = await nextResolve(specifier, context);
  if (found.url !== replaced || context.parentURL === mutant) return found;
  return { ...found, url: mutant };
}
