import { spawnSync } from 'node:child_process';
import { referenceFiles, which } from '../../../requirements.ts';

/**
 * The three generations of servers: what is valid for all of them may be sent to any. Microsoft's test suites, from
 * which the second is, leave the free/busy protocol (MS-OXWAVLS) out.
 */
export const SCHEMAS = [
  { folder: 'ews', file: 'ews-soap.xsd', without: null },
  { folder: 'ews/interop-2016', file: 'all.xsd', without: 'GetUserAvailability' },
  { folder: 'ews/exchange-15.2', file: 'ews-soap.xsd', without: null },
];

/** What xmllint says, line by line. */
export function xmllint(folder: string, file: string, files: readonly string[]): readonly string[] {
  const [schema = ''] = referenceFiles(folder, file);
  const { stderr } = spawnSync(
    which('xmllint') ?? 'xmllint',
    ['--noout', '--nonet', '--schema', schema, ...files],
    {
      encoding: 'utf8',
    },
  );
  return stderr.trim().split('\n');
}
