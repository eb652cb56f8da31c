import { Health } from '../../../contract/index.ts';
import type { Api } from '../api.ts';

export interface HealthRoute {
  readonly version: string;
  /** Whether the database answers; must not throw. */
  readonly databaseAnswers: () => Promise<boolean>;
}

/** GET /api/health, for load balancers and people: 503 when the database is away. */
export function healthRoute(api: Api, { version, databaseAnswers }: HealthRoute): void {
  api.get(
    '/api/health',
    {
      schema: { response: { 200: Health, 503: Health }, tags: ['health'], security: [] },
      config: { public: true },
    },
    async (_request, reply) => {
      const answers = await databaseAnswers();
      const database = answers ? ('ok' as const) : ('unavailable' as const);
      return reply.code(answers ? 200 : 503).send({ status: database, version, database });
    },
  );
}
