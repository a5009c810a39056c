/** What executions of a stretch of time came to. */
export interface OutcomeCounts {
  readonly completed: number;
  /** Failed, timed out, or lost. */
  readonly failed: number;
  /** Slots that nobody ran. */
  readonly missed: number;
}

/** A job's outcomes in the three windows by which its objective is judged: all of it, its last tenth, its last 120th. */
export interface ObjectiveCounts {
  readonly window: OutcomeCounts;
  /** The last tenth: 3 days of 30. */
  readonly tenth: OutcomeCounts;
  /** The last 120th: 6 hours of 30 days. At least an hour. */
  readonly latest: OutcomeCounts;
}

/** How well a job is to do over a window, checked. At least one of the shares is there. */
export interface ResolvedObjective {
  /** Which share of the executions has to come to a good end, above 0 and below 1; `null`: not asked for. */
  readonly successRate: number | null;
  /** Which share of the slots that were to run somebody has to run; `null`: not asked for. */
  readonly availability: number | null;
  readonly windowMs: number;
}

/** How one of its shares stands. */
export interface ShareState {
  /** What was asked for, 0 to 1. */
  readonly target: number;
  /** What it came to over the window, 0 to 1; `null` where nothing happened. */
  readonly actual: number | null;
  /** The part of the error budget that is left: 1 for all, 0 for none, below 0: overdrawn. */
  readonly budgetLeft: number;
  /** How many times as fast as allowed the budget was used lately: over the last tenth of the window, and its last 120th. */
  readonly burn: { readonly tenth: number; readonly latest: number };
}

/** How a job stands with its objective. */
export interface ObjectiveState {
  readonly windowMs: number;
  /** `null`: not asked for. */
  readonly successRate: ShareState | null;
  /** `null`: not asked for. */
  readonly availability: ShareState | null;
}

/** Works out budget and burn. */
export function objectiveState(objective: ResolvedObjective, counts: ObjectiveCounts): ObjectiveState {
  const { successRate, availability, windowMs } = objective;
  return {
    windowMs,
    successRate: successRate === null ? null : shareState(successRate, counts, ofWork),
    availability: availability === null ? null : shareState(availability, counts, ofSlots),
  };
}

interface Share {
  readonly bad: number;
  readonly total: number;
}

/** Missed slots say nothing about the work. */
export function ofWork({ completed, failed }: OutcomeCounts): Share {
  return { bad: failed, total: completed + failed };
}

export function ofSlots({ completed, failed, missed }: OutcomeCounts): Share {
  return { bad: missed, total: completed + failed + missed };
}

/**
 * The burn rate is the share of bad events over the share that is allowed (The Site Reliability Workbook, chapter 5): at 1,
 * the budget is used up exactly at the end of the window.
 */
function shareState(
  target: number,
  { window, tenth, latest }: ObjectiveCounts,
  of: (counts: OutcomeCounts) => Share,
): ShareState {
  const burn = (counts: OutcomeCounts) => {
    const { bad, total } = of(counts);
    // 1 - 0.99 is more than 0.01, and 0.07 / 0.01 more than 7
    return total === 0 ? 0 : exact(bad / total / exact(1 - target));
  };
  const { bad, total } = of(window);
  return {
    target,
    actual: total === 0 ? null : 1 - bad / total,
    budgetLeft: 1 - burn(window),
    burn: { tenth: burn(tenth), latest: burn(latest) },
  };
}

function exact(value: number): number {
  return Number(value.toPrecision(12));
}
