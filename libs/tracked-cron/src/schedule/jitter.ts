/** A job whose slots may start later than they are due by name. */
export interface JitteredJob {
  readonly name: string;
  /** Milliseconds; 0 for none. */
  readonly jitter: number;
  readonly schedule: { nextAfter(after: number): number };
}

/**
 * When a slot is due in truth: its own time, plus a part of the job's jitter that is the same on every instance and after
 * every restart, because it comes from the job's name and the slot. Never as late as the next slot.
 *
 * @param slot milliseconds since the epoch
 */
export function dueAt({ name, jitter, schedule }: JitteredJob, slot: number): number {
  if (jitter === 0) return slot;
  const room = schedule.nextAfter(slot) - slot - 1;
  return slot + Math.floor(part(`${name} ${slot}`) * Math.min(jitter, room));
}

/** Of `[0, 1)`, spread evenly: FNV-1a, mixed once more because its high bits hardly move for texts that end alike. */
function part(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
