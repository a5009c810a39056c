/** What the address says of this screen. */
export type ExecutionSearch = Record<never, never>;

export function readExecutionSearch(): ExecutionSearch {
  return {};
}
