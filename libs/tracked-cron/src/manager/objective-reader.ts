import type { CronJobEntity } from '../definition/cron-job.entity.js';
import { groupedBy } from '../grouped-by.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { ObjectiveCounts, OutcomeCounts, ResolvedObjective } from '../health/objective.js';
import { checkedObjective } from '../health/threshold-checks.js';
import { statisticsOf } from '../history/roll-ups/statistics.js';
import type { CountedReach, StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { windowOf } from '../history/roll-ups/statistics-window.js';
import { TrackedCronError } from '../tracked-cron.error.js';

const HOUR_MS = 3_600_000;

/** A job that has an objective, and over how long. */
export interface ObjectiveJob {
  readonly id: string;
  readonly windowMs: number;
}

/** A job as it is counted, by its row; none where it has no objective, or one that this release can't read. */
export function withObjective({ id, options }: Pick<CronJobEntity, 'id' | 'options'>): ObjectiveJob[] {
  const objective = readObjective((options.alertThresholds as AlertThresholds | undefined)?.objective);
  return objective === null ? [] : [{ id, windowMs: objective.windowMs }];
}

/** An objective as it is stored; null for none, and for one that this release can't read. */
export function readObjective(stored: unknown): ResolvedObjective | null {
  if (!stored) return null;
  try {
    return checkedObjective(stored as AlertThresholds['objective'], 'alertThresholds');
  } catch (error) {
    if (error instanceof TrackedCronError) return null;
    throw error;
  }
}

/** Counts what jobs came to in the windows of their objectives, from the roll-ups: by whole hours, the one that goes on included. */
export class ObjectiveReader {
  constructor(private readonly statistics: Pick<StatisticsRepository, 'reach' | 'sums'>) {}

  /** By the jobs' ids. No statement where none has an objective, else three for each length of window, and one. */
  async counts(jobs: readonly ObjectiveJob[]): Promise<Map<string, ObjectiveCounts>> {
    const counts = new Map<string, ObjectiveCounts>();
    if (jobs.length === 0) return counts;
    const reach = await this.statistics.reach();
    for (const [windowMs, ofWindow] of groupedBy(jobs, ({ windowMs }) => windowMs)) {
      const ids = ofWindow.map(({ id }) => id);
      const [window, tenth, latest] = await Promise.all(
        [windowMs, windowMs / 10, Math.max(windowMs / 120, HOUR_MS)].map((ms) =>
          outcomesOver(this.statistics, ids, ms, reach),
        ),
      );
      for (const id of ids) {
        counts.set(id, {
          window: window.get(id) ?? NOTHING,
          tenth: tenth.get(id) ?? NOTHING,
          latest: latest.get(id) ?? NOTHING,
        });
      }
    }
    return counts;
  }
}

/** What jobs came to lately, by their ids; those that nothing is counted of are left out. By whole hours, the one that goes on included. */
export async function outcomesOver(
  statistics: Pick<StatisticsRepository, 'sums'>,
  ids: readonly string[],
  lengthMs: number,
  reach: CountedReach,
): Promise<Map<string | null, OutcomeCounts>> {
  const from = Math.floor((reach.now - lengthMs) / HOUR_MS) * HOUR_MS;
  const window = windowOf({ from, to: reach.now }, reach, 'day');
  const sums = groupedBy(await statistics.sums(ids, window, 'job'), ({ jobId }) => jobId);
  return new Map([...sums].map(([id, ofJob]) => [id, outcomesOf(statisticsOf(ofJob).counts)]));
}

/** Of a job that nothing is counted of. */
export const NOTHING: OutcomeCounts = { completed: 0, failed: 0, missed: 0 };

function outcomesOf(counts: ReturnType<typeof statisticsOf>['counts']): OutcomeCounts {
  const { completed, failed, timed_out, lost, missed } = counts;
  return { completed, failed: failed + timed_out + lost, missed };
}
