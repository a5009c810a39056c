/** What a process looks like at one moment, after its garbage was collected. */
export interface SoakSample {
  /** Seconds since the application was ready. */
  readonly at: number;
  /** Bytes, without {@link codeUsed}. */
  readonly heapUsed: number;
  /** Bytes of machine code: V8 goes on optimising for a long time, and keeps what it made. Shown, not judged. */
  readonly codeUsed: number;
  /** Bytes; not judged, because allocators keep what they once had. */
  readonly resident: number;
  readonly timers: number;
  /** Sockets and files that are open, of all threads. */
  readonly descriptors: number;
  /** On the process itself. */
  readonly listeners: number;
  /** Of all threads, as PostgreSQL counts them. */
  readonly connections: number;
  /** Executions that ended so far. */
  readonly ended: number;
}
