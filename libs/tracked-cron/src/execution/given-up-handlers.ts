import type { Journal } from '../history/journal.js';
import type { Assignment } from './assignment.js';

/**
 * Handlers that go on although their executions have ended, timed out or cancelled, and hold their lanes meanwhile. A
 * lane is free in the record when both are through, whichever comes first: the handler, and the writing of the end.
 */
export class GivenUpHandlers {
  private readonly open = new Map<string, { assignment: Assignment; written: boolean; returned: boolean }>();

  constructor(
    private readonly journal: Pick<Journal, 'freeLane'>,
    private readonly freed: (assignment: Assignment) => void,
  ) {}

  ids(): IterableIterator<string> {
    return this.open.keys();
  }

  /** Whether the handler goes on. */
  isOn(id: string): boolean {
    return this.open.get(id)?.returned === false;
  }

  /** Before its end is handed to the journal. */
  add(assignment: Assignment): void {
    this.open.set(assignment.id, { assignment, written: false, returned: false });
  }

  /** The end is durable; one that was refused keeps no lane. */
  written({ id, epoch }: Assignment, accepted: boolean): void {
    const handler = this.open.get(id);
    if (handler?.assignment.epoch !== epoch) return;
    handler.written = true;
    if (!accepted) this.open.delete(id);
    else if (handler.returned) this.free(handler.assignment);
  }

  /** The handler has settled. That of an earlier attempt, which went on too, holds no lane. */
  returned({ id, epoch }: Assignment): void {
    const handler = this.open.get(id);
    if (handler?.assignment.epoch !== epoch) return;
    handler.returned = true;
    if (handler.written) this.free(handler.assignment);
  }

  private free(assignment: Assignment): void {
    void this.journal.freeLane(assignment).then(
      () => this.forget(assignment),
      // the process ends, and with it the lane
      () => this.open.delete(assignment.id),
    );
  }

  private forget(assignment: Assignment): void {
    this.open.delete(assignment.id);
    this.freed(assignment);
  }
}
