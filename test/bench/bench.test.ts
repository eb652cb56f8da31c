import { runBench } from './bench.ts';
import { readOptions } from './options.ts';
import type { Row } from './row.ts';
import { table } from './row.ts';

const ITEMS = 50;
/** Objects that a multiget asks for, and the longest batch that the adapter takes. */
const PER_READ = 100;

describe('The benchmark, on the sandbox with 50 events,', () => {
  let rows: readonly Row[];
  const row = (name: string): Row => {
    const found = rows.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`No row ${name}`);
    return found;
  };
  /** Requests that read so many items back. */
  const reads = (items: number): number => Math.ceil(items / PER_READ);

  beforeAll(async () => {
    const options = readOptions(['--items', String(ITEMS), '--no-peer', '--json']);
    rows = await runBench({ ...options, items: { sandbox: [ITEMS] } }, () => undefined);
  }, 120_000);

  it('says of every row what the JSON document promises', () => {
    expect(rows.map(({ name, server, items }) => [name, server, items])).toEqual([
      ['initial import', 'sandbox', ITEMS],
      ['nothing changed', 'sandbox', ITEMS],
      ['10 changes in the mailbox', 'sandbox', ITEMS],
      ['10 changes in the CRM', 'sandbox', ITEMS],
      ['initial upload', 'sandbox', ITEMS],
      ['planner', 'none', ITEMS],
    ]);
    for (const { name, server, floorMs, peer, ...numbers } of JSON.parse(JSON.stringify(rows)) as Row[]) {
      expect(Object.keys(numbers).sort()).toEqual([
        'bytes',
        'items',
        'peakRssMb',
        'requests',
        'wallMs',
        'writes',
      ]);
      for (const value of Object.values(numbers)) expect(value).toBeGreaterThanOrEqual(0);
      expect(numbers.wallMs).toBeGreaterThan(0);
      expect(numbers.peakRssMb).toBeGreaterThan(10);
      expect(server === 'none' || numbers.bytes > 0).toBe(true);
      expect(floorMs !== undefined).toBe(name === 'initial upload');
      expect(peer).toBeUndefined();
    }
  });

  it('imports with one listing and one request per hundred events, and writes each once', () => {
    const { requests, writes } = row('initial import');
    expect({ requests, writes }).toEqual({ requests: 1 + reads(ITEMS), writes: ITEMS });
  });

  it('asks once, in less than two kilobytes, when nothing changed', () => {
    const { requests, writes, bytes } = row('nothing changed');
    expect({ requests, writes }).toEqual({ requests: 1, writes: 0 });
    expect(bytes).toBeLessThanOrEqual(2000);
  });

  it('reads what changed in the mailbox at once, and writes that alone', () => {
    const { requests, writes } = row('10 changes in the mailbox');
    expect({ requests, writes }).toEqual({ requests: 1 + reads(10), writes: 10 });
  });

  it('writes what changed in the CRM with one request each, having read their texts together', () => {
    const { requests, writes } = row('10 changes in the CRM');
    // The listing, the texts to be patched, the writes, and what the server made of them.
    expect({ requests, writes }).toEqual({ requests: 1 + reads(10) + 10 + reads(10), writes: 10 });
  });

  it('uploads with one request each, and reads back a hundred at a time', () => {
    const { requests, writes } = row('initial upload');
    expect({ requests, writes }).toEqual({ requests: 1 + ITEMS + reads(ITEMS), writes: ITEMS });
  });

  it('plans', () => {
    expect(row('planner')).toMatchObject({ requests: 0, bytes: 0, writes: (ITEMS * 6) / 10 });
  });

  it('shows a line per row', () => {
    expect(table(rows).trimEnd().split('\n')).toHaveLength(1 + rows.length);
  });
});

describe('The command line of the benchmark', () => {
  it('refuses counts that are none', () => {
    expect(() => readOptions(['--items', 'many'])).toThrow('whole numbers');
    expect(() => readOptions(['--items', '5'])).toThrow('20 or more');
    expect(() => readOptions(['--unknown'])).toThrow();
  });

  it('leaves Radicale out of the larger calendars unless asked', () => {
    expect(readOptions([]).items).toEqual({
      sandbox: [1000, 10_000],
      exchange: [1000, 10_000],
      cyrus: [1000, 10_000],
      radicale: [1000],
    });
    expect(readOptions(['--items', '200']).items).toEqual({
      sandbox: [200],
      exchange: [200],
      cyrus: [200],
      radicale: [200],
    });
  });
});
