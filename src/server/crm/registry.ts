import type { Kysely } from 'kysely';
import type { Crm } from '../../sync/ports.ts';
import type { Database } from '../storage/tables.ts';
import { builtinCrm, type BuiltinCrmOptions } from './builtin/index.ts';

/** A kind of CRM: one folder, one line in the registry. */
export interface CrmProvider {
  /** As in the configuration. */
  readonly kind: string;
  /** As people read it. */
  readonly name: string;
  /** The CRM as one user's mailbox sees it. */
  connect(db: Kysely<Database>, options: BuiltinCrmOptions): Crm;
}

/** Every kind of CRM that an installation can work with: the one list. */
export const CRM_PROVIDERS: readonly CrmProvider[] = [
  { kind: 'builtin', name: 'Liaison', connect: builtinCrm },
];

/** The provider of a kind, or undefined when there is none of that name. */
export function crmProvider(kind: string): CrmProvider | undefined {
  return CRM_PROVIDERS.find((provider) => provider.kind === kind);
}
