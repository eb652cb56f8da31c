/** What one program needed for a piece of work. */
export interface Figures {
  readonly wallMs: number;
  /** HTTP requests to the server. */
  readonly requests: number;
  /** Bytes on the wire, both ways, heads included. */
  readonly bytes: number;
  /** Largest resident memory of the program's own process, megabytes of 1,000,000 bytes. */
  readonly peakRssMb: number;
}

/** A measured piece of work. */
export interface Row extends Figures {
  readonly name: string;
  readonly server: string;
  readonly items: number;
  /** Items written on either side. */
  readonly writes: number;
  /** The same work by another program, in the same run. */
  readonly peer?: Figures & { readonly name: string };
  /** Most requests that this work may take, where that is laid down. */
  readonly budget?: number;
  /** How long a bare client takes that PUTs the same bodies one after the other and does nothing else. */
  readonly floorMs?: number;
}

const HEADS = [
  'work',
  'server',
  'items',
  'seconds',
  'items/s',
  'requests',
  'budget',
  'kB',
  'writes',
  'peak MB',
];
const MORE = ['floor', '× floor', 'peer', 'peer s', '× peer', 'peer req', 'peer kB', 'peer MB'];

/** The rows as a table for people. `×` is our time divided by the other one's: below 1 we are faster. */
export function table(rows: readonly Row[]): string {
  const lines = [[...HEADS, ...MORE], ...rows.map(cells)];
  const widths = [...HEADS, ...MORE].map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n`;
}

function cells(row: Row): readonly string[] {
  const { peer, floorMs } = row;
  const floor = floorMs === undefined ? ['', ''] : [seconds(floorMs), (row.wallMs / floorMs).toFixed(2)];
  const other =
    peer === undefined
      ? []
      : [
          peer.name,
          seconds(peer.wallMs),
          (row.wallMs / peer.wallMs).toFixed(3),
          String(peer.requests),
          kilobytes(peer.bytes),
          peer.peakRssMb.toFixed(0),
        ];
  return [
    row.name,
    row.server,
    String(row.items),
    seconds(row.wallMs),
    ((row.items * 1000) / row.wallMs).toFixed(0),
    String(row.requests),
    row.budget === undefined ? '' : String(row.budget),
    kilobytes(row.bytes),
    String(row.writes),
    row.peakRssMb.toFixed(0),
    ...floor,
    ...other,
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
