/** Every error this library throws itself. `code` is stable, the message says what to do. */
export class TrackedCronError extends Error {
  override readonly name: string = 'TrackedCronError';

  /**
   * @param code stable, upper case, for programs: for example `INVALID_EXPRESSION`
   * @param message what is wrong, where, and what to write instead
   * @param details the data behind the message
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
