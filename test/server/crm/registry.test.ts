import { CRM_PROVIDERS, crmProvider } from '../../../src/server/crm/registry.ts';

describe('registry of CRMs', () => {
  it('finds each CRM by its kind, and no other', () => {
    expect(CRM_PROVIDERS.map(({ kind }) => crmProvider(kind)?.kind)).toEqual(['builtin']);
    expect(crmProvider('unheard-of')).toBeUndefined();
  });
});
