/** Whose jobs they are. One application and environment never touches another's. */
export interface JobScope {
  readonly application: string;
  readonly environment: string;
}
