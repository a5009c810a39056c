/** What became of one call of a handler, seen from right around it. */
export class AttemptRecord {
  /** Whether the handler was called at all. */
  called = false;
  /** Whether somebody stands right around the handler and sees each of its ends. */
  watched = false;
  /** Set once the handler is through, where it is watched. */
  outcome: { readonly result: unknown } | { readonly error: unknown } | undefined;

  /** The handler is being called; an interceptor that tries again may have it called more than once. */
  begins(): void {
    this.called = true;
    this.outcome = undefined;
  }

  returned(result: unknown): void {
    if (this.called) this.outcome = { result };
  }

  threw(error: unknown): void {
    if (this.called) this.outcome = { error };
  }
}
