import type { Catalogue } from '../catalogue.ts';

export const conflicts: Catalogue['conflicts'] = {
  title: 'Konflikte',
  text: 'Beide Seiten hatten einen verschiedenen Wert. Einer hat sich durchgesetzt, oder beide blieben, wie sie sind; der andere ist hier aufbewahrt, bis Sie entscheiden.',
  sides: { crm: 'CRM', mailbox: 'Postfach' },
  kept: {
    crm: 'Der Wert des CRM hat sich durchgesetzt',
    mailbox: 'Der Wert des Postfachs hat sich durchgesetzt',
    both: 'Beide behielten ihren; geschrieben wurde nichts',
  },
  use: {
    crm: 'Den anderen Wert verwenden',
    mailbox: 'Den anderen Wert verwenden',
    both: 'Den Wert des Postfachs verwenden',
  },
  dismiss: 'Verwerfen',
  done: { 'use-other': 'Der andere Wert gilt jetzt.', dismiss: 'Verworfen.' },
};
