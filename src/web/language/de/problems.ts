import type { Catalogue } from '../catalogue.ts';

export const problems: Catalogue['problems'] = {
  invalid: 'Einige Angaben stimmen noch nicht. Bitte sehen Sie sich die markierten Felder an.',
  'version-changed': 'Jemand anderes hat das inzwischen geändert.',
  'idempotency-key-running': 'Es wird noch gespeichert. Bitte warten Sie einen Augenblick.',
  'if-match-required': 'Diese Seite ist veraltet. Bitte laden Sie sie neu.',
};
