import type { Assignment } from './assignment.js';

/**
 * Assignments whose handlers are not called yet, first come, first out. What a call needs is made when its turn comes: of ten
 * thousand that wait, each is one object until then.
 */
export class StartQueue {
  private waiting: Assignment[] = [];
  private taken = 0;

  get size(): number {
    return this.waiting.length - this.taken;
  }

  put(assignments: readonly Assignment[]): void {
    for (const assignment of assignments) this.waiting.push(assignment);
  }

  /** Takes out the first `count`, or as many as there are. */
  take(count: number): Assignment[] {
    const first = this.waiting.slice(this.taken, this.taken + count);
    this.taken += first.length;
    if (this.taken === this.waiting.length) {
      this.waiting = [];
      this.taken = 0;
    }
    return first;
  }

  /** Takes out those that fit, wherever they stand. */
  remove(fits: (assignment: Assignment) => boolean): Assignment[] {
    const removed: Assignment[] = [];
    const left: Assignment[] = [];
    for (const assignment of this.take(Infinity)) (fits(assignment) ? removed : left).push(assignment);
    this.waiting = left;
    return removed;
  }

  has(executionId: string): boolean {
    return this.waiting.findIndex(({ id }) => id === executionId) >= this.taken;
  }

  ids(): string[] {
    return this.waiting.slice(this.taken).map(({ id }) => id);
  }
}
