/** Who follows logs while they are written. */
export interface LogFollowers {
  /** Whether somebody, on whichever instance, waits for lines of this execution: they are then written at once. */
  isFollowed(executionId: string): boolean;
  /** Lines of it are in the database. */
  written(executionId: string): void;
}

export const NO_LOG_FOLLOWERS: LogFollowers = { isFollowed: () => false, written: () => {} };
