import type { Finding } from 'nestjs-tracked-cron';
import { OURSELVES } from '../incidents/incident.js';
import type { JudgedJob } from '../incidents/judged-job.js';

/** The watch itself, judged like a job: without findings, the sweep at this instant is the good run that ends them. */
export function ourselves(findings: readonly Finding[], at: Date): JudgedJob {
  const good = findings.length === 0;
  return {
    jobId: null,
    jobName: OURSELVES,
    group: null,
    owner: null,
    tags: [],
    findings,
    fingerprints: [],
    goodRuns: good ? 1 : 0,
    lastEndAt: good ? at : null,
    nextLateAt: null,
    recoverAfter: 1,
    dependsOn: [],
  };
}
