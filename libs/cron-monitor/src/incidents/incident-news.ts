/** Tells in this process that there is something new about incidents: whoever announces it need not wait for its next look. */
export class IncidentNews {
  private readonly listeners = new Set<() => void>();

  /** @returns a function that takes the listener away again */
  onNews(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }
}
