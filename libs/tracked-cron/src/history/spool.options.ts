/** Where ended executions are kept on disk while the database is away. */
export interface SpoolOptions {
  /**
   * A folder of the application's own, never a shared temporary one; made when it is needed, with rights for nobody else.
   * Default: `.tracked-cron/spool` in the working directory.
   */
  folder?: string;
  /** How much it may hold; beyond it the oldest successes go first. Bytes. Default: 64 MB; at least 64 KB. */
  maxBytes?: number;
}

/** {@link SpoolOptions} with every default filled in. */
export interface ResolvedSpoolOptions {
  readonly folder: string;
  readonly maxBytes: number;
}
