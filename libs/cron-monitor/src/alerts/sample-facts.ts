import type {
  ExecutionRecord,
  Explanation,
  FailureGroup,
  InstanceStatus,
  JobRecord,
  JobStatus,
  LedgerEntry,
  LogLine,
  Statistics,
} from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentFinding } from '../incidents/incident.js';
import type { MessageFacts } from './message-facts.js';

// Facts for specs: a job that is due at 02:00 in Riga, which is 00:00 UTC in November.

export const JOB = 'billing.nightlyInvoices';
const RIGA = 'Europe/Riga';

/** An instant of the night in question; `-1d 02:00` is the night before. By the clock of UTC. */
export function utc(time: string, day = 26): Date {
  return new Date(`2026-11-${day}T${time.length === 5 ? `${time}:00` : time}Z`);
}

export function sampleFinding(given: Partial<IncidentFinding> = {}): IncidentFinding {
  return {
    rule: 'failing',
    severity: 'error',
    told: true,
    since: utc('00:00:14'),
    message: 'the last execution failed',
    count: 1,
    slot: utc('00:00'),
    executionId: null,
    joinedAt: utc('00:00:15'),
    lastSeenAt: utc('00:00:15'),
    endedAt: null,
    ...given,
  };
}

export function sampleIncident(given: Partial<Incident> = {}): Incident {
  return {
    id: '019abc00-0000-7000-8000-00000000000a',
    subject: JOB,
    jobId: '019abc00-0000-7000-8000-0000000000b0',
    group: 'billing',
    owner: 'team-billing',
    tags: ['money'],
    state: 'open',
    severity: 'error',
    findings: [sampleFinding()],
    fingerprints: [],
    beganAt: utc('00:00'),
    openedAt: utc('00:00:15'),
    acknowledgedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    snoozedBy: null,
    escalation: 0,
    goodRuns: 0,
    heldBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    revision: 1,
    ...given,
  };
}

export function sampleEvent(given: Partial<IncidentEvent> = {}): IncidentEvent {
  return {
    id: '019abc00-0000-7000-8000-0000000000e0',
    incidentId: '019abc00-0000-7000-8000-00000000000a',
    kind: 'opened',
    at: utc('00:00:15'),
    by: null,
    reason: null,
    detail: null,
    ...given,
  };
}

export function sampleExecution(given: Partial<ExecutionRecord> = {}): ExecutionRecord {
  return {
    id: '019abc00-0000-7000-8000-0000000000c0',
    jobName: JOB,
    group: 'billing',
    owner: 'team-billing',
    application: 'shop',
    environment: 'production',
    status: 'failed',
    reason: null,
    trigger: 'schedule',
    triggeredBy: null,
    triggerReason: null,
    scheduledAt: utc('00:00'),
    startedAt: utc('00:00'),
    completedAt: utc('00:00:14'),
    durationMs: 14_000,
    nextSlotAt: utc('00:00', 27),
    instanceId: '019abc00-0000-7000-8000-0000000000f0',
    release: '2026.11.3',
    epoch: 1,
    attempt: 1,
    maxAttempts: 1,
    heartbeatAt: null,
    progress: null,
    progressMessage: null,
    error: {
      errorClass: 'Error',
      message: 'connect ECONNREFUSED 10.0.0.5:5432',
      stack: null,
      causes: [],
      code: 'ECONNREFUSED',
      fingerprint: '3f2a9c0d1e4b5a67',
    },
    parameters: null,
    result: null,
    metadata: null,
    traceId: null,
    definitionVersion: 1,
    createdAt: utc('00:00'),
    updatedAt: utc('00:00:14'),
    ...given,
  };
}

/** `1` is the newest; good ones unless they are given as failed. */
export function sampleHistory(...statuses: readonly ExecutionRecord['status'][]): ExecutionRecord[] {
  return statuses.map((status, index) =>
    sampleExecution({
      id: `019abc00-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`,
      status,
      error: status === 'completed' ? null : sampleExecution().error,
      scheduledAt: utc('00:00', 26 - index),
    }),
  );
}

export function sampleJob(options: Readonly<Record<string, unknown>> = {}): JobRecord {
  const values = { timeZone: RIGA, disabled: false, owner: 'team-billing', group: 'billing', ...options };
  const effective = Object.entries(values).map(([name, value]) => [name, { value, source: 'job' }]);
  return {
    jobName: JOB,
    definedIn: 'Invoices.nightly in BillingModule',
    schedule: '0 2 * * *',
    scheduleSource: 'job',
    description: 'at 02:00 every day, Europe/Riga',
    disabledReason: null,
    options: Object.fromEntries(effective) as JobRecord['options'],
    override: null,
    knownBy: [],
    version: 1,
    release: '2026.11.3',
    createdAt: utc('09:00', 1),
    updatedAt: utc('09:00', 1),
    removedAt: null,
  };
}

export function sampleStatus(given: Partial<JobStatus> = {}): JobStatus {
  return {
    jobName: JOB,
    system: false,
    observed: false,
    group: 'billing',
    owner: 'team-billing',
    tags: ['money'],
    schedule: '0 2 * * *',
    timeZone: RIGA,
    description: 'at 02:00 every day, Europe/Riga',
    overlap: 'skip',
    health: 'failing',
    findings: [],
    paused: null,
    frozen: null,
    skipNext: null,
    breaker: null,
    disabledReason: null,
    overridden: false,
    removedAt: null,
    nextDueAt: utc('00:00', 27),
    lastSlots: [],
    inFlight: [],
    lastSuccessAt: utc('00:00:05', 25),
    lastFailureAt: utc('00:00:14'),
    objective: null,
    impact: null,
    rerun: null,
    ...given,
  };
}

export function sampleExplanation(given: Partial<Explanation> = {}): Explanation {
  return {
    jobName: JOB,
    at: utc('00:00'),
    slot: utc('00:00'),
    nearest: { before: utc('00:00', 25), after: utc('00:00', 27) },
    outcome: 'failed',
    cause: 'failed',
    sentence:
      'It ran: it started at 2026-11-26 00:00:00 UTC (2026-11-26 02:00:00 in Europe/Riga) and failed.',
    evidence: [],
    next: {
      text: 'The next slot is at 2026-11-27 00:00:00 UTC (2026-11-27 02:00:00 in Europe/Riga).',
      at: utc('00:00', 27),
    },
    ...given,
  };
}

export function sampleInstance(given: Partial<InstanceStatus> = {}): InstanceStatus {
  return {
    id: '019abc00-0000-7000-8000-0000000000f0',
    host: 'api-7f9',
    pid: 17,
    state: 'alive',
    release: '2026.11.3',
    generationId: null,
    libraryVersion: '0.1.0',
    nodeVersion: '20.19.0',
    labels: [],
    executes: true,
    startedAt: utc('08:00', 25),
    renewedAt: utc('00:00'),
    leaseUntil: utc('00:00:15'),
    drainingSince: null,
    endedAt: null,
    clockOffsetMs: 0,
    eventLoopDelayMs: 0,
    eventLoopBlockedSince: null,
    running: 0,
    ...given,
  };
}

function sampleStatistics(): Statistics {
  return {
    counts: { completed: 6, failed: 1, timed_out: 0, cancelled: 0, lost: 0, skipped: 0, missed: 0 },
    successRate: 6 / 7,
    duration: { count: 6, min: 3_000, mean: 4_500, p50: 4_000, p95: 9_000, p99: 9_000, max: 9_000 },
    lateness: null,
    totalMs: 27_000,
  };
}

export function sampleFailure(given: Partial<FailureGroup> = {}): FailureGroup {
  return {
    fingerprint: '3f2a9c0d1e4b5a67',
    errorClass: 'Error',
    message: 'connect ECONNREFUSED <n>:<n>',
    sample: 'connect ECONNREFUSED 10.0.0.5:5432',
    frame: null,
    state: 'open',
    decision: null,
    regressedAt: null,
    firstSeenAt: utc('22:10', 24),
    lastSeenAt: utc('00:00:14'),
    lastRelease: '2026.11.3',
    count: 6,
    course: [...Array<number>(20).fill(0), 1, 1, 2, 2],
    windows: { hour: 2, day: 4, week: 6, month: 6 },
    jobs: [
      { jobName: JOB, count: 4 },
      { jobName: 'reports.daily', count: 1 },
      { jobName: 'feed.sync', count: 1 },
    ],
    jobCount: 3,
    ...given,
  };
}

export function sampleLog(...texts: readonly string[]): LogLine[] {
  return texts.map((text, index) => ({
    attempt: 1,
    sequence: index + 1,
    at: new Date(utc('00:00').getTime() + index * 1_000),
    level: text.startsWith('ERROR') ? 'error' : 'info',
    context: 'Invoices',
    text: text.replace(/^ERROR /, ''),
    dropped: 0,
  }));
}

export function sampleSlot(given: Partial<LedgerEntry> = {}): LedgerEntry {
  const slot = given.slot ?? utc('00:00');
  return {
    slot,
    lastSlot: slot,
    count: 1,
    outcome: 'completed',
    reason: null,
    executionId: null,
    trigger: 'schedule',
    startedAt: null,
    durationMs: null,
    instanceId: null,
    ...given,
  };
}

/** All that is known of a run that failed last night. */
export function sampleFacts(given: Partial<MessageFacts> = {}): MessageFacts {
  const incident = given.incident ?? sampleIncident();
  return {
    incident,
    event: sampleEvent(),
    application: 'shop',
    environment: 'production',
    publicUrl: 'https://ops.example.com/admin/cron-jobs',
    sentryUrl: null,
    finding: incident.findings[0] ?? null,
    job: sampleJob(),
    status: sampleStatus(),
    explanation: sampleExplanation(),
    execution: sampleExecution(),
    recent: sampleHistory('failed', ...Array<'completed'>(19).fill('completed')),
    statistics: sampleStatistics(),
    failure: sampleFailure(),
    instances: [sampleInstance()],
    logLines: [],
    alsoFailing: [],
    slots: [],
    ...given,
  };
}
