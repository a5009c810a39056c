/** Why an execution is to end before its handler does: a person said so, or a newer slot took its place. */
export interface Cancellation {
  readonly kind: 'person' | 'replaced';
  /** Who said so. */
  readonly by: string | null;
  /** In the words of who did. */
  readonly reason: string | null;
}

/** What the record says of it. */
export function cancellationMessage({ kind, by, reason }: Cancellation): string {
  if (kind === 'replaced') return 'A newer slot of the job took its place.';
  return `Cancelled${by === null ? '' : ` by ${by}`}${reason === null ? '.' : `: ${reason}`}`;
}
