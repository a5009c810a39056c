import type { FindingRule, Severity } from 'nestjs-tracked-cron';
import type { JudgedJob } from '../../libs/cron-monitor/src/incidents/judged-job.js';

/** A job as the rules see it. */
export interface JudgedOptions {
  readonly group?: string | null;
  readonly owner?: string | null;
  readonly tags?: readonly string[];
  readonly severity?: Severity;
  readonly rule?: FindingRule;
  readonly message?: string;
  readonly fingerprints?: readonly string[];
  readonly dependsOn?: readonly string[];
}

const traits = ({
  group = 'billing',
  owner = null,
  tags = [],
  fingerprints = [],
  dependsOn = [],
}: JudgedOptions) => ({
  // of no row: what nobody reads of a job here is nobody's business
  jobId: '01900000-0000-7000-8000-000000000001',
  group,
  owner,
  tags,
  fingerprints,
  dependsOn,
  nextLateAt: null,
  recoverAfter: 1,
});

/** A job that something is wrong with. @param at since when, epoch milliseconds */
export function wrong(jobName: string, at: number, options: JudgedOptions = {}): JudgedJob {
  const { severity = 'error', rule = 'failing', message = 'the last 3 executions failed' } = options;
  const finding = {
    rule,
    severity,
    message,
    told: true,
    since: new Date(at),
    count: 3,
    slot: null,
    executionId: null,
  };
  return { ...traits(options), jobName, findings: [finding], goodRuns: 0, lastEndAt: new Date(at) };
}

/** The same job, after a good run. */
export function well(jobName: string, at: number, options: JudgedOptions = {}): JudgedJob {
  return { ...traits(options), jobName, findings: [], goodRuns: 1, lastEndAt: new Date(at) };
}
