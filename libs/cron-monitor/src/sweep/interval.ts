/** Sweeps are due this often, milliseconds. */
export const SWEEP_INTERVAL_MS = 10_000;
/** Without a sweep for so long nobody has watched. */
export const OVERDUE_MS = 3 * SWEEP_INTERVAL_MS;
