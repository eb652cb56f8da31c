import type { Lease } from '../../src/sync/ports.ts';
import type { Pump, PumpPorts, PumpReport, PumpSettings } from '../../src/sync/settings.ts';
import type { Violation } from './journal.ts';
import type { SimulatedLedger } from './ledger.ts';
import type { Play } from './play.ts';
import type { DatabaseTrouble } from './scenario.ts';
import type { Visit } from './shelf.ts';
import type { Worker } from './workers.ts';

/** A process of the server's that pumps one mailbox. */
export interface Shift {
  readonly user: number;
  readonly lease: Lease;
  readonly visit: Visit;
  readonly worker: Worker;
  readonly database: DatabaseTrouble | null;
  readonly pump: Pump;
  /** What a story has around the ports of every process. */
  readonly around: (settings: PumpSettings, ports: PumpPorts) => PumpPorts;
}

/** The whole server around the engine. */
export interface PlayedServer {
  /** Its ledger, and what it knew when somebody looked last. */
  readonly ledger: SimulatedLedger;
  /** Pumps as the server's own jobs do; null: it ended without a report, for a reason that a story gave it. */
  pump(shift: Shift): Promise<PumpReport | null>;
  /** Looks at what is stored now, which is what people and judges see from then on. */
  look(): Promise<void>;
  /** What is to be true of the server itself, in the end. */
  judge(play: Play): Promise<readonly Violation[]>;
}
