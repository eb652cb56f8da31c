import { Validator } from '@seriousme/openapi-schema-validator';
import { startWorld, type World } from './world.ts';

interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

describe("the API's description", () => {
  let world: World;
  let document: {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  beforeAll(async () => {
    world = await startWorld();
    document = JSON.parse(
      await fetch(`${world.url}/api/openapi.json`).then((answer) => answer.text()),
    ) as typeof document;
  });
  afterAll(() => world.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method} ${path}`,
        method,
        operation,
      })),
    );

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every resource', () => {
    const resources = new Set(Object.keys(document.paths).map((path) => path.split('/')[2]));
    const expected =
      'appointments companies health items mailboxes matters messages opportunities pane persons policy records rules session tokens users';
    expect([...resources].sort()).toEqual(expected.split(' '));
  });

  it('says of every operation what it answers and that it may end with a problem', () => {
    const incomplete = operations().filter(({ operation }) => {
      const success = Object.keys(operation.responses).some((status) => status.startsWith('2'));
      const problem = operation.responses['4XX']?.content?.['application/problem+json'];
      return !success || problem === undefined;
    });
    expect(incomplete.map(({ name }) => name)).toEqual(['get /api/health']);
    expect(operations().length).toBeGreaterThan(50);
  });

  it('describes the body of every write that has one', () => {
    const without = operations().filter(({ method, operation }) => {
      return ['post', 'put', 'patch'].includes(method) && operation.requestBody === undefined;
    });
    expect(without.map(({ name }) => name).sort()).toEqual([
      'post /api/items/saves/{id}/undo',
      'post /api/mailboxes/{id}/dormant/{linkId}/apart',
      'post /api/mailboxes/{id}/quarantine/{linkId}/retry',
      'post /api/mailboxes/{id}/rehearsal',
      'post /api/mailboxes/{id}/synchronise',
      'post /api/mailboxes/{id}/test',
      'post /api/pane/refresh',
      'put /api/appointments/{id}/links/{recordType}/{recordId}',
      'put /api/items/dismissals/{recordType}/{id}',
    ]);
  });

  it('never describes a password as something that is answered', () => {
    const { components } = document as unknown as { components: { schemas: Record<string, object> } };
    const answered = operations().flatMap(
      ({ operation }) => JSON.stringify(operation.responses).match(/schemas\/\w+/g) ?? [],
    );
    const reached = new Set(answered.map((name) => name.slice('schemas/'.length)));
    const telling = [...reached].filter((name) => /password/i.test(JSON.stringify(components.schemas[name])));
    expect(reached.size).toBeGreaterThan(20);
    expect(telling).toEqual([]);
  });
});
