/** Tells in this process that there is something new about incidents: whoever announces it need not wait for its next look. */
export class IncidentNews {
  private readonly listeners = new Set<(incidentIds: readonly string[]) => void>();

  /** @returns a function that takes the listener away again */
  onNews(listener: (incidentIds: readonly string[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param incidentIds those that something has happened to */
  tell(incidentIds: readonly string[]): void {
    for (const listener of this.listeners) listener(incidentIds);
  }
}
