import { TrackedCronError } from '../tracked-cron.error.js';

const IN_TESTS =
  'Under NODE_ENV=test no job runs and nothing is recorded: to run jobs in memory, write ' +
  "useTrackedCronInMemory(Test.createTestingModule({ … })) from 'nestjs-tracked-cron/testing'; " +
  'to use a database, TrackedCronModule.forRoot({ execute: true, … }).';

/** Whether the library has reached its database, and is not about to leave it. */
export class Readiness {
  private state: 'waiting' | 'ready' | 'draining' | 'closed' = 'waiting';
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly active: boolean,
    /** What it waits for, and what to do. */
    private readonly waiting = 'The database could not be reached yet: it is tried again every few seconds.',
  ) {}

  /** Whether the database can be used. */
  isReady(): boolean {
    return this.state === 'ready' || this.state === 'draining';
  }

  ready(): void {
    this.state = 'ready';
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Calls a listener once it is ready; at once where it is. @returns a function that takes the listener away again */
  onReady(listener: () => void): () => void {
    if (this.isReady()) listener();
    else this.listeners.add(listener);
    return () => this.listeners.delete(listener);
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

  /** Why it is not ready. */
  explain(): string {
    if (this.state === 'closed' || this.state === 'draining') return 'The application is shutting down.';
    return this.active ? this.waiting : IN_TESTS;
  }
}
