/** Tells in this process that a sweep is through. */
export class SweepNews {
  private readonly listeners = new Set<() => void>();

  /** @returns a function that takes the listener away again */
  onSweep(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }
}
