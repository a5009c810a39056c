/** What was wrong with the provider: it could not be reached, was too slow, said no, or talked nonsense. */
export type FeedErrorKind = 'unreachable' | 'timeout' | 'status' | 'malformed';

/** The provider did not give a usable answer. */
export class FeedError extends Error {
  override readonly name = 'FeedError';

  constructor(
    readonly kind: FeedErrorKind,
    readonly path: string,
    message: string,
    /** HTTP status, where there was one */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(`Feed, GET ${path}: ${message}`, options);
  }
}
