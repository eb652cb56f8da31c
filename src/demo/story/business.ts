import { dayOf } from './days.ts';
import type { StoryMatter, StoryOpportunity } from './types.ts';

type OpportunityRow = readonly [
  number: string,
  title: string,
  company: string,
  stage: StoryOpportunity['stage'],
  amount: number,
  currency: StoryOpportunity['currency'],
  closesInWeeks: number,
  owner: string,
];

type MatterRow = readonly [
  number: string,
  title: string,
  company: string,
  status: StoryMatter['status'],
  openedInWeek: number,
  owner: string,
];

// prettier-ignore
const OPPORTUNITIES: readonly OpportunityRow[] = [
  ['Y1-1-100', 'Framework supply agreement, drives', 'hartmann', 'negotiation', 48_000, 'EUR', 3, 'anna'],
  ['Y1-1-104', 'Export control programme', 'lindenau', 'proposal', 36_500, 'CHF', 6, 'chiara'],
  ['Y1-1-107', 'Robot safety: EU Machinery Regulation', 'corvara', 'qualified', 27_000, 'CHF', 9, 'chiara'],
  ['Y1-2-003', 'Service contracts, turbines', 'northgate', 'proposal', 62_000, 'GBP', 5, 'ben'],
  ['Y1-2-008', 'US market entry, cold storage', 'hudson', 'negotiation', 85_000, 'USD', 2, 'ben'],
  ['Y1-2-011', 'Sensor licence with a Japanese partner', 'brightwell', 'lead', 19_500, 'GBP', 12, 'ben'],
  ['Y1-3-001', 'Clinical software: liability review', 'tresa', 'qualified', 31_000, 'CHF', 8, 'chiara'],
  ['Y1-3-002', 'Claims panel for marine insurers', 'mellor', 'lead', 54_000, 'GBP', 14, 'anna'],
];

// prettier-ignore
const MATTERS: readonly MatterRow[] = [
  ['M-0017', 'Elbwerft ./. steel supplier, arbitration', 'elbwerft', 'open', -40, 'anna'],
  ['M-0021', 'Bexley: bogie recall', 'bexley', 'open', -22, 'ben'],
  ['M-0024', 'Rietmann: Agenturvertrag Vietnam', 'rietmann', 'open', -15, 'chiara'],
  ['M-0026', 'Sonnfeld: EPC contract, Solarpark Löwental', 'sonnfeld', 'open', -11, 'anna'],
  ['M-0027', 'Hartmann: warranty claims, second series', 'hartmann', 'open', -9, 'anna'],
  ['M-0029', 'Northgate: turbine blades, notice of defects', 'northgate', 'open', -5, 'ben'],
  ['M-0030', 'Tresa: distributor dismissal', 'tresa', 'open', -3, 'chiara'],
  ['M-0012', 'Lindenau: Lizenzvertrag Brasilien', 'lindenau', 'closed', -70, 'anna'],
];

/** What may become a mandate. `today` is `YYYY-MM-DD`. */
export function opportunities(today: string): readonly StoryOpportunity[] {
  return OPPORTUNITIES.map(([number, title, company, stage, amount, currency, week, owner]) => {
    const closesOn = dayOf(today, [week, 5]).toString();
    return { number, title, company, stage, amount, currency, closesOn, owner };
  });
}

/** Mandates. `today` is `YYYY-MM-DD`. */
export function matters(today: string): readonly StoryMatter[] {
  return MATTERS.map(([number, title, company, status, week, owner]) => {
    const openedOn = dayOf(today, [week, 2]).toString();
    return { number, title, company, status, openedOn, owner };
  });
}
