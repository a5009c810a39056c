import { TrackedCronError } from '../tracked-cron.error.js';

/** Whether the library has reached its database, and is not about to leave it. */
export class Readiness {
  private state: 'waiting' | 'ready' | 'closed' = 'waiting';

  constructor(private readonly active: boolean) {}

  isReady(): boolean {
    return this.state === 'ready';
  }

  ready(): void {
    this.state = 'ready';
  }

  close(): void {
    this.state = 'closed';
  }

  /** @throws TrackedCronError `NOT_READY` that says why */
  assertReady(): void {
    if (this.state === 'ready') return;
    throw new TrackedCronError('NOT_READY', this.explain());
  }

  private explain(): string {
    if (this.state === 'closed') return 'The application is shutting down.';
    if (this.active) return 'The database could not be reached yet: it is tried again every few seconds.';
    return 'Under NODE_ENV=test nothing is recorded: write TrackedCronModule.forRoot({ execute: true, … }) to use a database in a test.';
  }
}
