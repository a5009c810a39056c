import type { InstanceGlance } from './glance.js';
import type { SweepRepository } from './sweep.repository.js';

interface Code {
  readonly count: number;
  readonly jobIds: ReadonlySet<string>;
}

/** Which jobs the code of instances has. Code is read once, and again when it turns out to have more. */
export class KnownCode {
  private known = new Map<string, Code>();

  constructor(private readonly repository: Pick<SweepRepository, 'jobsOf'>) {}

  /** @returns the ids of the jobs, by generation */
  async of(instances: readonly InstanceGlance[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const known = new Map<string, Code>();
    for (const { generationId, jobs: count } of instances) {
      if (generationId === null || known.has(generationId)) continue;
      const before = this.known.get(generationId);
      const jobIds =
        before?.count === count ? before.jobIds : new Set(await this.repository.jobsOf(generationId));
      known.set(generationId, { count, jobIds });
    }
    this.known = known;
    return new Map([...known].map(([generationId, { jobIds }]) => [generationId, jobIds]));
  }
}
