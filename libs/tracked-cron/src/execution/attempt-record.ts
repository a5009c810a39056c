/** What became of one call of a handler, seen from right around it. */
export class AttemptRecord {
  /** Whether the handler was called at all. */
  called = false;
  /** Set once the handler is through. */
  outcome: { readonly result: unknown } | { readonly error: unknown } | undefined;

  returned(result: unknown): void {
    if (this.called) this.outcome = { result };
  }

  threw(error: unknown): void {
    if (this.called) this.outcome = { error };
  }
}
