import { dayOf } from './days.ts';
import type { StoryMatter, StoryOpportunity } from './types.ts';

/** What may become a mandate. `today` is `YYYY-MM-DD`. */
export function opportunities(today: string): readonly StoryOpportunity[] {
  const closing = (week: number): string => dayOf(today, [week, 5]).toString();
  return [
    opportunity(
      'Y1-1-100',
      'Framework supply agreement, drives',
      'hartmann',
      'negotiation',
      48_000,
      'EUR',
      closing(3),
      'anna',
    ),
    opportunity(
      'Y1-1-104',
      'Export control programme',
      'lindenau',
      'proposal',
      36_500,
      'CHF',
      closing(6),
      'chiara',
    ),
    opportunity(
      'Y1-1-107',
      'Robot safety: EU Machinery Regulation',
      'corvara',
      'qualified',
      27_000,
      'CHF',
      closing(9),
      'chiara',
    ),
    opportunity(
      'Y1-2-003',
      'Service contracts, turbines',
      'northgate',
      'proposal',
      62_000,
      'GBP',
      closing(5),
      'ben',
    ),
    opportunity(
      'Y1-2-008',
      'US market entry, cold storage',
      'hudson',
      'negotiation',
      85_000,
      'USD',
      closing(2),
      'ben',
    ),
    opportunity(
      'Y1-2-011',
      'Sensor licence with a Japanese partner',
      'brightwell',
      'lead',
      19_500,
      'GBP',
      closing(12),
      'ben',
    ),
    opportunity(
      'Y1-3-001',
      'Clinical software: liability review',
      'tresa',
      'qualified',
      31_000,
      'CHF',
      closing(8),
      'chiara',
    ),
    opportunity(
      'Y1-3-002',
      'Claims panel for marine insurers',
      'mellor',
      'lead',
      54_000,
      'GBP',
      closing(14),
      'anna',
    ),
  ];
}

/** Mandates. */
export function matters(today: string): readonly StoryMatter[] {
  const opened = (week: number): string => dayOf(today, [week, 2]).toString();
  return [
    matter('M-0017', 'Elbwerft ./. steel supplier, arbitration', 'elbwerft', 'open', opened(-40), 'anna'),
    matter('M-0021', 'Bexley: bogie recall', 'bexley', 'open', opened(-22), 'ben'),
    matter('M-0024', 'Rietmann: Agenturvertrag Vietnam', 'rietmann', 'open', opened(-15), 'chiara'),
    matter('M-0026', 'Sonnfeld: EPC contract, Camp Löwental', 'sonnfeld', 'open', opened(-11), 'anna'),
    matter('M-0027', 'Hartmann: warranty claims 2nd series', 'hartmann', 'open', opened(-9), 'anna'),
    matter('M-0029', 'Northgate: turbine blades, notice of defects', 'northgate', 'open', opened(-5), 'ben'),
    matter('M-0030', 'Tresa: distributor dismissal', 'tresa', 'open', opened(-3), 'chiara'),
    matter('M-0012', 'Lindenau: Lizenzvertrag Brasilien', 'lindenau', 'closed', opened(-70), 'anna'),
  ];
}

function opportunity(
  number: string,
  title: string,
  company: string,
  stage: StoryOpportunity['stage'],
  amount: number,
  currency: StoryOpportunity['currency'],
  closesOn: string,
  owner: string,
): StoryOpportunity {
  return { number, title, company, stage, amount, currency, closesOn, owner };
}

function matter(
  number: string,
  title: string,
  company: string,
  status: StoryMatter['status'],
  openedOn: string,
  owner: string,
): StoryMatter {
  return { number, title, company, status, openedOn, owner };
}
