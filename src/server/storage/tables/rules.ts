import type { ColumnType, Generated } from 'kysely';
import type { Privacy, RuleConditions } from '../../../sync/policy/rule.ts';
import type { RuleEffect } from '../rules.ts';

/** Tables of what administrators decide for everybody. */
export interface PolicyTables {
  rules: RuleTable;
  policy: PolicyTable;
}

/** A rule; the lowest position comes first. */
export interface RuleTable {
  /** UUIDv7. */
  id: string;
  position: number;
  name: string;
  active: boolean;
  conditions: ColumnType<RuleConditions, string, string>;
  effect: ColumnType<RuleEffect, string, string>;
  version: ColumnType<string, number | undefined, number | string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

/** The one row of what holds for everybody. */
export interface PolicyTable {
  singleton: Generated<boolean>;
  /** The most that may be shown of private items. */
  privacy: Privacy;
  version: ColumnType<string, number | undefined, number | string>;
}
