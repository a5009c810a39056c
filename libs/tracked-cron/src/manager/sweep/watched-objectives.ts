import type { ObjectiveCounts } from '../../health/objective.js';
import { withObjective, type ObjectiveJob, type ObjectiveReader } from '../objective-reader.js';
import type { WatchedJob } from './watched-job.js';

/** What was answered of a job, and as of when. */
interface Answer {
  readonly counts: ObjectiveCounts | null;
  readonly windowMs: number;
  readonly asOf: string;
}

/**
 * How jobs stand with their objectives. Whoever looks, on whichever instance, answers alike: they are asked for again when the
 * statistics have been counted again, once a minute for all, and not before. Where no job has one, nothing is asked.
 */
export class WatchedObjectives {
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly reader: Pick<ObjectiveReader, 'asOf' | 'counts'>) {}

  /** Brings up to date what is known of these. */
  async refresh(watched: readonly WatchedJob[]): Promise<void> {
    // few have one: to flatten ten thousand empty lists takes longer than the rest
    const jobs: ObjectiveJob[] = [];
    for (const { definition } of watched) jobs.push(...withObjective(definition));
    if (jobs.length === 0) return;
    const asOf = await this.reader.asOf();
    const old = jobs.filter(({ id, windowMs }) => {
      const answer = this.answers.get(id);
      return answer?.asOf !== asOf || answer.windowMs !== windowMs;
    });
    const counts = await this.reader.counts(old);
    for (const { id, windowMs } of old)
      this.answers.set(id, { counts: counts.get(id) ?? null, windowMs, asOf });
  }

  of({ definition: { id } }: WatchedJob): ObjectiveCounts | null {
    return this.answers.get(id)?.counts ?? null;
  }
}
