interface Hook {
  readonly default: () => unknown;
}

/** What a run of the tests has around it, for a program that is none: a folder, and the database server that is started in it. */
export async function inOwnRun<T>(work: () => Promise<T>): Promise<T> {
  const hook = (name: string) =>
    import(new URL(`../../support/${name}.js`, import.meta.url).href) as Promise<Hook>;
  (await hook('global-setup')).default();
  try {
    return await work();
  } finally {
    await (await hook('global-teardown')).default();
  }
}
