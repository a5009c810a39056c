import { TrackedCronError } from '../tracked-cron.error.js';

/** Whether the library has reached its database, and is not about to leave it. */
export class Readiness {
  private state: 'waiting' | 'ready' | 'draining' | 'closed' = 'waiting';

  constructor(private readonly active: boolean) {}

  /** Whether the database can be used. */
  isReady(): boolean {
    return this.state === 'ready' || this.state === 'draining';
  }

  ready(): void {
    this.state = 'ready';
  }

  /** Nothing new starts from now on; what runs may still read and write. */
  drain(): void {
    if (this.state === 'ready') this.state = 'draining';
  }

  close(): void {
    this.state = 'closed';
  }

  /** @throws TrackedCronError `NOT_READY` that says why */
  assertReady(): void {
    if (!this.isReady()) throw new TrackedCronError('NOT_READY', this.explain());
  }

  /** The same, for what starts something. @throws TrackedCronError `NOT_READY` that says why */
  assertStarting(): void {
    if (this.state !== 'ready') throw new TrackedCronError('NOT_READY', this.explain());
  }

  private explain(): string {
    if (this.state === 'closed' || this.state === 'draining') return 'The application is shutting down.';
    if (this.active) return 'The database could not be reached yet: it is tried again every few seconds.';
    return 'Under NODE_ENV=test nothing is recorded: write TrackedCronModule.forRoot({ execute: true, … }) to use a database in a test.';
  }
}
