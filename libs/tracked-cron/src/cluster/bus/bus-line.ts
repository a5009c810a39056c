import { createHash } from 'node:crypto';

/** Who is told what comes in on the connection that listens. */
export interface BusEars {
  heard(payload: string): void;
  /** From now on everything is heard. */
  opened(): void;
  /** From now on nothing is heard. */
  closed(): void;
}

/** What makes a channel. */
export interface BusScope {
  readonly application: string;
  readonly environment: string;
  readonly database: { readonly schema: string; readonly pooler: 'none' | 'transaction' };
}

/**
 * Where the bus and the connection that listens meet: the connection is the one that keeps the lease, which may belong to
 * another thread.
 */
export class BusLine implements BusEars {
  /** What is listened to; null behind a transaction pooler, which hands a connection that listens to somebody else. */
  readonly channel: string | null;
  private ears: BusEars | undefined;
  private open = false;

  constructor(scope: BusScope) {
    this.channel = scope.database.pooler === 'transaction' ? null : channelOf(scope);
  }

  get isOpen(): boolean {
    return this.open;
  }

  connect(ears: BusEars): void {
    this.ears = ears;
  }

  heard(payload: string): void {
    this.ears?.heard(payload);
  }

  opened(): void {
    this.open = true;
    this.ears?.opened();
  }

  closed(): void {
    if (!this.open) return;
    this.open = false;
    this.ears?.closed();
  }
}

/** One channel for each application and environment, whatever is in their names: a channel's has 63 bytes at most. */
function channelOf({ application, environment, database }: BusScope): string {
  const names = JSON.stringify([database.schema, application, environment]);
  return `tracked_cron_${createHash('sha256').update(names).digest('hex').slice(0, 32)}`;
}
