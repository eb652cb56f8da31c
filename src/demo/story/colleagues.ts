import type { StoryUser } from './types.ts';

/** Kranich Vale advises machine builders on contracts, liability and export control, from Zurich and London. */
export const FIRM = { name: 'Kranich Vale', domain: 'kranich-vale.example' } as const;

/** The three colleagues of the demo. Their passwords are no secret: they open the demo and nothing else. */
export const COLLEAGUES: readonly StoryUser[] = [
  {
    name: 'anna',
    displayName: 'Anna Kranich',
    address: `anna.kranich@${FIRM.domain}`,
    password: 'anna-demo-2468',
    jobTitle: 'Partner',
    timeZone: 'Europe/Zurich',
    role: 'admin',
  },
  {
    name: 'ben',
    displayName: 'Ben Vale',
    address: `ben.vale@${FIRM.domain}`,
    password: 'ben-demo-1357',
    jobTitle: 'Partner',
    timeZone: 'Europe/London',
    role: 'user',
  },
  {
    name: 'chiara',
    displayName: 'Chiara Somaini',
    address: `chiara.somaini@${FIRM.domain}`,
    password: 'chiara-demo-9753',
    jobTitle: 'Associate, client development',
    timeZone: 'Europe/Zurich',
    role: 'user',
  },
];
