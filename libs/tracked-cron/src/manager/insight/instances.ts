/** How an instance is: it runs, is about to end, has ended by itself, or was last seen before its lease ran out. */
export type InstanceState = 'alive' | 'draining' | 'stopped' | 'dead';

/** One process start of the application. Instants are database time. */
export interface InstanceStatus {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly state: InstanceState;
  /** Release of the application, where it is known. */
  readonly release: string | null;
  /** Which set of definitions it runs, see {@link GenerationStatus}; null where it runs no jobs, or has not registered them yet. */
  readonly generationId: string | null;
  readonly libraryVersion: string;
  readonly nodeVersion: string;
  readonly labels: readonly string[];
  /** Whether it runs jobs at all, or only shows and steers them. */
  readonly executes: boolean;
  readonly startedAt: Date;
  /** When it last renewed its lease. */
  readonly renewedAt: Date;
  /** Alive until then, unless it renews. */
  readonly leaseUntil: Date;
  /** Since when it has claimed nothing more, because it was told to stop. */
  readonly drainingSince: Date | null;
  /** When it gave its lease back, or its lease ran out; null while it is alive. */
  readonly endedAt: Date | null;
  /** Its wall clock minus the database's at the last renewal, milliseconds. */
  readonly clockOffsetMs: number | null;
  /** Longest event-loop delay between the last two renewals, milliseconds. */
  readonly eventLoopDelayMs: number | null;
  /** Since when its event loop has stood still, as of the last renewal. */
  readonly eventLoopBlockedSince: Date | null;
  /** How many executions it runs now. */
  readonly running: number;
}

/** Code that living instances run: one release, one set of definitions. */
export interface GenerationStatus {
  readonly id: string;
  readonly release: string | null;
  /** When the first of its instances started; of those alive, the newest decides the definition of a job that several know. */
  readonly beganAt: Date;
  /** How many living instances run it. */
  readonly instances: number;
  /** How many jobs it knows. */
  readonly jobs: number;
  /** Of how many jobs the definition in force is its own. */
  readonly decides: number;
  /** Jobs that other living instances know and these don't, by name: at most 20. */
  readonly lacks: readonly string[];
}

/** Answer of `getInstances` and `GET /instances`. */
export interface InstancesReport {
  /** When it was read, database time. */
  readonly at: Date;
  /** Those alive first, then those that ended in the last 24 hours, the newest first; at most 200. */
  readonly items: readonly InstanceStatus[];
  /** The newest first. More than one: a deployment is under way, or instances are configured differently. */
  readonly generations: readonly GenerationStatus[];
}

/** An instance's row, as much as is needed to say how it is. */
export interface InstanceRow extends Omit<InstanceStatus, 'state' | 'endedAt'> {
  /** Its lease has not run out, by the database's own clock. */
  readonly leased: boolean;
  readonly stoppedAt: Date | null;
}

/** Says how an instance is. One that was found dead has an end at its lease's end, after it was last seen. */
export function instanceStatus({ leased, stoppedAt, ...row }: InstanceRow): InstanceStatus {
  const living = stoppedAt === null && leased;
  return {
    ...row,
    state: stateOf({ ...row, leased, stoppedAt }),
    endedAt: living ? null : (stoppedAt ?? row.leaseUntil),
  };
}

/** Whether it holds a lease. */
export function isAlive({ state }: Pick<InstanceStatus, 'state'>): boolean {
  return state === 'alive' || state === 'draining';
}

function stateOf({ leased, stoppedAt, renewedAt, drainingSince }: InstanceRow): InstanceState {
  if (stoppedAt !== null) return renewedAt >= stoppedAt ? 'stopped' : 'dead';
  if (!leased) return 'dead';
  return drainingSince === null ? 'alive' : 'draining';
}
