import { PROFILES } from './generate/profiles.ts';
import { readOptions } from './options.ts';

describe('the options of the simulation', () => {
  it('are 2,000 stories in memory, of the kinds that their seeds have, where none is given', () => {
    expect(readOptions([])).toMatchObject({
      ...{ scenarios: 2000, seed: 1, stories: 3, servers: ['memory'], level: 'engine' },
      ...{ profile: null, crm: 'series', json: false },
    });
  });

  it('name servers in turn, a kind of stories, and a CRM', () => {
    const mixed = readOptions(['--mailbox', 'mixed', '--profile', 'governed', '--seed', '7', '--json']);
    expect(mixed).toMatchObject({ servers: ['ews', 'caldav'], profile: 'governed', seed: 7, json: true });
    expect(readOptions(['--crm', 'occurrences'])).toMatchObject({ crm: 'occurrences' });
    expect(readOptions(['--level', 'whole'])).toMatchObject({ level: 'whole' });
  });

  it.each([
    [['--crm', 'lines'], '--crm lines: known are series, occurrences'],
    [['--mailbox', 'pop3'], '--mailbox pop3: known are memory, ews, caldav, mixed'],
    [['--level', 'all'], '--level all: known are engine, whole'],
    [['--profile', 'none'], `--profile none: known are ${PROFILES.join(', ')}`],
    [['--seed', 'x'], '--seed x: a whole number from 0 on is needed'],
    [['--scenarios', ''], '--scenarios : a whole number from 0 on is needed'],
    [['--processes', '0'], '--processes 0: a whole number from 1 on is needed'],
    [['--crm', 'occurrences', '--profile', 'wire'], "--profile can't be given with it"],
    [['--level', 'whole', '--mailbox', 'ews'], "--mailbox can't be given with it"],
    [['--sed', '1'], 'Known: --scenarios, --seed'],
  ])('say what there is instead of %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
