const handles = new WeakSet<object>();

/** Notes that this is a handle of a tracked job in the host's registry, no `CronJob` of the host's. */
export function markAsHandle(job: object): void {
  handles.add(job);
}

/** Whether it was marked: such a one runs nothing that could be observed. */
export function isJobHandle(job: object): boolean {
  return handles.has(job);
}
