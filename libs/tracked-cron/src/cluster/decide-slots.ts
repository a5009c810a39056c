import type { Concurrency, OverlapPolicy } from '../definition/job-definition.js';
import type { PlannedSlot } from './slot-plan.js';

/** A job with slots to decide, and what of it is in flight. */
export interface JobLanes {
  readonly overlap: OverlapPolicy;
  readonly maxQueued: number;
  readonly concurrency: Concurrency | null;
  /** A slot that somebody wants to be skipped, milliseconds since the epoch. */
  readonly skipSlot: number | null;
  /** How many executions hold a lane. */
  readonly held: number;
  /** How many slots wait for one. */
  readonly queued: number;
  /** In order. */
  readonly slots: readonly PlannedSlot[];
}

/** What becomes of a slot at its birth. */
export interface SlotFate {
  readonly slot: number;
  readonly status: 'running' | 'pending' | 'skipped' | 'missed';
  readonly reason: string | null;
}

interface Wish {
  readonly job: JobLanes;
  readonly slot: number;
  /** Whether its own job lets it run. */
  readonly admitted: boolean;
  /** Whether its concurrency group has room for it too. */
  fits: boolean;
}

/**
 * Decides slots as the claim's statement does, for tests in memory, and to hold the statement to it. A slot runs where its
 * job's overlap policy admits it and its concurrency group has room; groups are filled in the order of slots. Else it
 * waits, if its job has a queue that is not full, or is skipped.
 *
 * @param groupLanes how many lanes a group's jobs hold
 * @returns fates in the order of the jobs and their slots
 */
export function decideSlots(
  jobs: readonly JobLanes[],
  groupLanes: (key: string) => number,
): readonly (readonly SlotFate[])[] {
  const wishes = jobs.map(wishesOf);
  fillGroups(wishes.flat(), groupLanes);
  return jobs.map((job, nth) => fatesOf(job, wishes[nth]));
}

function wishesOf(job: JobLanes): Wish[] {
  const slots = job.slots.filter((planned) => isWanted(job, planned));
  const idle = job.held === 0;
  return slots.map(({ slot }, nth) => ({
    job,
    slot,
    admitted: admits(job, idle, nth, slots.length),
    fits: false,
  }));
}

function isWanted({ skipSlot }: JobLanes, { slot, intent }: PlannedSlot): boolean {
  return intent === 'run' && slot !== skipSlot;
}

function admits({ overlap, queued }: JobLanes, idle: boolean, nth: number, count: number): boolean {
  switch (overlap) {
    case 'allow':
      return true;
    case 'cancelPrevious':
      return nth === count - 1;
    case 'queue':
      return nth === 0 && idle && queued === 0;
    case 'skip':
      return nth === 0 && idle;
  }
}

function fillGroups(wishes: readonly Wish[], groupLanes: (key: string) => number): void {
  const lanes = new Map<string, number>();
  const admitted = wishes.filter((wish) => wish.admitted).sort((a, b) => a.slot - b.slot);
  for (const wish of admitted) {
    const group = wish.job.concurrency;
    if (group === null) {
      wish.fits = true;
      continue;
    }
    const place = (lanes.get(group.key) ?? groupLanes(group.key)) + 1;
    lanes.set(group.key, place);
    wish.fits = place <= group.limit;
  }
}

function fatesOf(job: JobLanes, wishes: readonly Wish[]): SlotFate[] {
  const wanted = new Map(wishes.map((wish) => [wish.slot, wish]));
  let { queued } = job;
  return job.slots.map(({ slot, intent, reason }) => {
    if (intent === 'missed') return { slot, status: 'missed', reason };
    const wish = wanted.get(slot);
    if (wish === undefined) return { slot, status: 'skipped', reason: 'skip_next' };
    if (wish.fits) return { slot, status: 'running', reason: null };
    if (job.overlap !== 'queue')
      return { slot, status: 'skipped', reason: wish.admitted ? 'concurrency' : 'overlap' };
    queued += 1;
    return queued <= job.maxQueued
      ? { slot, status: 'pending', reason: null }
      : { slot, status: 'skipped', reason: 'queue_full' };
  });
}
