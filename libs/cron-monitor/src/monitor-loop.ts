/** Work that goes on by itself while the database can be reached. */
export interface MonitorLoop {
  /** Called once the database has been reached. */
  start(): void;
  /** Starts nothing any more; resolves when what is under way is through. */
  stop(): Promise<void>;
}
