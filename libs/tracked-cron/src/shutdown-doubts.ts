/** What decides whether the process is given the time that its shutdown takes. */
export interface ShutdownSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How many listen to SIGTERM and SIGINT. */
  readonly signalListeners: number;
}

const PM2_KILL_TIMEOUT_MS = 1_600;
/** Kubernetes waits 30 s unless told otherwise; the rest is for the last ends, and the connections. */
const KUBERNETES_DRAIN_MS = 25_000;

/**
 * Why executions in flight may be killed instead of being waited for.
 * @param drainTimeout milliseconds that shutdown waits for them
 * @returns a line for the log each, with what to write
 */
export function shutdownDoubts(
  drainTimeout: number,
  { env, signalListeners }: ShutdownSurroundings,
): string[] {
  const doubts: string[] = [];
  const seconds = drainTimeout / 1_000;
  if (signalListeners === 0) {
    doubts.push(
      'Nobody listens to SIGTERM or SIGINT: executions in flight are killed with the process and found as lost. ' +
        'Call app.enableShutdownHooks() in main.ts.',
    );
  }
  const pm2Timeout = Number(env.kill_timeout) || PM2_KILL_TIMEOUT_MS;
  if (env.pm_id !== undefined && pm2Timeout < drainTimeout) {
    doubts.push(
      `pm2 kills this process ${pm2Timeout / 1_000} s after it has asked it to stop, but executions in flight are waited ` +
        `for up to ${seconds} s (drainTimeout). Write kill_timeout: ${drainTimeout + 10_000} in the ecosystem file.`,
    );
  }
  if (env.KUBERNETES_SERVICE_HOST !== undefined && drainTimeout > KUBERNETES_DRAIN_MS) {
    doubts.push(
      `Kubernetes kills a pod 30 s after it has asked it to stop, unless told otherwise, but executions in flight are ` +
        `waited for up to ${seconds} s (drainTimeout). Write terminationGracePeriodSeconds: ${seconds + 10} or more.`,
    );
  }
  return doubts;
}
