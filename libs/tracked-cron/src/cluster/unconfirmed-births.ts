import type { SlotCandidate } from './slot-claim.repository.js';

/** Candidates, by job, of claims whose commit may have gone through although no answer came. */
export class UnconfirmedBirths {
  private readonly byJob = new Map<string, SlotCandidate[]>();

  add(candidates: readonly SlotCandidate[]): void {
    for (const candidate of candidates) {
      if (candidate.intent !== 'run') continue;
      const others = this.byJob.get(candidate.jobId);
      if (others) others.push(candidate);
      else this.byJob.set(candidate.jobId, [candidate]);
    }
  }

  has(jobId: string): boolean {
    return this.byJob.has(jobId);
  }

  /** Takes out those of these jobs: whoever takes them finds out what became of them. */
  take(jobIds: readonly string[]): SlotCandidate[] {
    if (this.byJob.size === 0) return [];
    const taken = jobIds.flatMap((jobId) => this.byJob.get(jobId) ?? []);
    for (const jobId of jobIds) this.byJob.delete(jobId);
    return taken;
  }
}
