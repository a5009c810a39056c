import { groupedBy } from '../grouped-by.js';
import { errorBudgets, type BudgetedJob } from '../health/objective-budget.js';
import type { ResolvedObjective } from '../health/objective.js';
import type { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { checkTexts, refuse } from './checked-statistics.js';
import {
  OBJECTIVE_GROUPINGS,
  type IJobObjectives,
  type ObjectiveBudget,
  type ObjectiveGrouping,
  type ObjectivesQuery,
  type ObjectivesReport,
} from './job-objectives.interface.js';
import { NOTHING, outcomesOver, readObjective } from './objective-reader.js';
import type { ObjectiveRepository, ObjectiveRow } from './objective.repository.js';

const HOUR_MS = 3_600_000;

type Statistics = Pick<StatisticsRepository, 'jobs' | 'reach' | 'sums'>;
type BudgetOwner = Pick<ObjectiveBudget, 'jobName' | 'group' | 'owner'>;

/** See {@link IJobObjectives}. */
export class JobObjectives implements IJobObjectives {
  constructor(
    private readonly objectives: Pick<ObjectiveRepository, 'rows'>,
    private readonly statistics: Statistics,
  ) {}

  async getObjectives({ groupBy = 'job', ...filter }: ObjectivesQuery = {}): Promise<ObjectivesReport> {
    const { jobName, group, owner } = filter;
    checkTexts({ jobName, group, owner });
    if (!OBJECTIVE_GROUPINGS.includes(groupBy))
      refuse('groupBy', `groupBy must be one of ${OBJECTIVE_GROUPINGS.join(', ')}.`);
    const [rows, reach] = await Promise.all([this.objectives.rows(filter), this.statistics.reach()]);
    if (rows.length === 0 && jobName !== undefined && (await this.statistics.jobs(filter)).length === 0)
      throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
    const jobs = rows.flatMap((row) => {
      const objective = readObjective(row.objective);
      return objective === null ? [] : [{ ...row, objective }];
    });
    const budgeted = await this.budgeted(jobs, reach);
    const groups = groupedBy(budgeted, (job) => JSON.stringify(ownerOf(job, groupBy)));
    const items = [...groups].flatMap(([key, ofOwner]) =>
      errorBudgets(ofOwner).map((budget) => ({ ...(JSON.parse(key) as BudgetOwner), ...budget })),
    );
    return {
      to: new Date(reach.now),
      countedUntil: reach.countedUntil,
      items: items.sort((a, b) => a.budgetLeft - b.budgetLeft || byName(a, b)),
    };
  }

  /** Three statements for each length of window that there is, at most two more. */
  private async budgeted<Job extends ObjectiveRow & { readonly objective: ResolvedObjective }>(
    jobs: readonly Job[],
    reach: Awaited<ReturnType<Statistics['reach']>>,
  ): Promise<(Job & BudgetedJob)[]> {
    if (jobs.length === 0) return [];
    const over = (ids: readonly string[], ms: number) => outcomesOver(this.statistics, ids, ms, reach);
    const ids = jobs.map(({ id }) => id);
    const windows = [...groupedBy(jobs, ({ objective }) => objective.windowMs)];
    const [hour, sixHours, ...byWindow] = await Promise.all([
      over(ids, HOUR_MS),
      over(ids, 6 * HOUR_MS),
      ...windows.map(([windowMs, ofWindow]) =>
        over(
          ofWindow.map(({ id }) => id),
          windowMs,
        ),
      ),
    ]);
    const window = new Map(byWindow.flatMap((counts) => [...counts]));
    return jobs.map((job) => ({
      ...job,
      outcomes: {
        hour: hour.get(job.id) ?? NOTHING,
        sixHours: sixHours.get(job.id) ?? NOTHING,
        window: window.get(job.id) ?? NOTHING,
      },
    }));
  }
}

function ownerOf({ jobName, group, owner }: BudgetOwner, groupBy: ObjectiveGrouping): BudgetOwner {
  if (groupBy === 'job') return { jobName, group, owner };
  return groupBy === 'group' ? { jobName: null, group, owner: null } : { jobName: null, group: null, owner };
}

function byName(one: BudgetOwner, other: BudgetOwner): number {
  const [name, otherName] = [nameOf(one), nameOf(other)];
  return name === otherName ? 0 : name < otherName ? -1 : 1;
}

function nameOf({ jobName, group, owner }: BudgetOwner): string {
  return jobName ?? group ?? owner ?? '';
}
