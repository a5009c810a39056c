import type { ObjectiveCounts } from '../../health/objective.js';
import { withObjective, type ObjectiveJob, type ObjectiveReader } from '../objective-reader.js';
import type { WatchedJob } from './watched-job.js';

/** They are counted by the hour, and a window is a day at least. */
const ASKED_EVERY_MS = 5 * 60_000;

/** How jobs stand with their objectives: asked for all of them now and then, and not at all where none has one. */
export class WatchedObjectives {
  private counts: ReadonlyMap<string, ObjectiveCounts> = new Map();
  private asked = '';
  private askedAt = -Infinity;

  constructor(private readonly reader: Pick<ObjectiveReader, 'counts'>) {}

  /** Brings what is known up to date. @param now milliseconds since the epoch */
  async refresh(all: readonly WatchedJob[], now: number): Promise<void> {
    // few have one: to flatten ten thousand empty lists takes longer than the rest
    const jobs: ObjectiveJob[] = [];
    for (const { definition } of all) jobs.push(...withObjective(definition));
    const asked = jobs.map(({ id, windowMs }) => `${id} ${windowMs}`).join();
    if (asked === this.asked && now - this.askedAt < ASKED_EVERY_MS) return;
    this.counts = await this.reader.counts(jobs);
    this.asked = asked;
    this.askedAt = now;
  }

  of({ definition: { id } }: WatchedJob): ObjectiveCounts | null {
    return this.counts.get(id) ?? null;
  }
}
