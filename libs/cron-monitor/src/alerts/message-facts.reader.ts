import type {
  Clock,
  CronJobManager,
  ExecutionRecord,
  ExecutionStatus,
  JobStatus,
  Ledger,
  LedgerEntry,
} from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentFinding } from '../incidents/incident.js';
import { leadingFinding } from './leading-finding.js';
import type { MessageFacts } from './message-facts.js';
import { InTime } from './in-time.js';

/** How long a message waits for its facts. */
const PATIENCE_MS = 2_000;
const RECENT = 20;
const LAST_LINES = 50;
const WEEK_MS = 7 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** How near to each other failures are for one to tell of the other. */
const AROUND_MS = 10 * 60_000;
/** The longest stretch of slots that can be asked for at once. */
const LEDGER_MS = 31 * 24 * 3_600_000;
const MOST_PAGES = 10;
/** Jobs of the library itself have alerts of their own. */
const OUR_JOBS = 'tracked-cron.';
const FAILURES: readonly ExecutionStatus[] = ['failed', 'timed_out', 'lost'];
const VERDICTS: readonly ExecutionStatus[] = ['completed', ...FAILURES];
const WENT_WRONG: readonly ExecutionStatus[] = [...FAILURES, 'missed'];

/** What the record is asked. */
export type MessageSource = Pick<
  CronJobManager,
  | 'application'
  | 'environment'
  | 'getJob'
  | 'getStatus'
  | 'getHistory'
  | 'getExecution'
  | 'getStatistics'
  | 'getFailureGroup'
  | 'getInstances'
  | 'getLogs'
  | 'getSlots'
  | 'explain'
>;

/** Gathers what a message is made from. What can't be read, or not within 2 s, is left out. */
export class MessageFactsReader {
  constructor(
    private readonly manager: MessageSource,
    private readonly clock: Clock,
    private readonly publicUrl: string | null,
    private readonly sentryUrl: string | null = null,
  ) {}

  async read(incident: Incident, event: IncidentEvent): Promise<MessageFacts> {
    const finding = leadingFinding(incident, event);
    const isJob = incident.jobId !== null;
    const inTime = new InTime(this.clock, PATIENCE_MS);
    try {
      return {
        incident,
        event,
        finding,
        application: this.manager.application,
        environment: this.manager.environment,
        publicUrl: this.publicUrl,
        sentryUrl: this.sentryUrl,
        ...(isJob ? await this.ofJob(incident, event, finding, inTime) : NOTHING),
      };
    } finally {
      inTime.end();
    }
  }

  private async ofJob(
    incident: Incident,
    { kind, at }: IncidentEvent,
    finding: IncidentFinding | null,
    inTime: InTime,
  ): Promise<RecordFacts> {
    const { manager } = this;
    const { subject: jobName } = incident;
    const isOver = kind === 'recovered' || kind === 'resolved';
    const later = Promise.all([
      inTime.or(() => manager.getJob(jobName), null),
      inTime.or(() => manager.getStatistics({ jobName, from: before(at, WEEK_MS), to: at }), null),
      inTime.or(() => manager.getInstances(), null),
      isOver ? [] : inTime.or(() => this.alsoFailing(jobName, at), []),
      isOver ? inTime.or(() => this.slotsOf(incident, at), []) : [],
    ]);
    const [status, history] = await Promise.all([
      inTime.or(() => manager.getStatus(jobName), null),
      inTime.or(() => manager.getHistory({ jobName, status: VERDICTS, limit: RECENT }), null),
    ]);
    const recent = history?.items ?? [];
    const execution = await this.executionOf(finding, isOver, recent, inTime);
    const doubtful = isOver ? null : slotInDoubt(finding, status, execution);
    const [explanation, failure, log, [job, statistics, instances, alsoFailing, slots]] = await Promise.all([
      doubtful === null ? null : inTime.or(() => manager.explain(jobName, doubtful), null),
      execution?.error ? inTime.or(() => manager.getFailureGroup(execution.error!.fingerprint), null) : null,
      execution && !isOver
        ? inTime.or(() => manager.getLogs(execution.id, { last: LAST_LINES }), null)
        : null,
      later,
    ]);
    return {
      job,
      status,
      explanation,
      execution,
      recent,
      statistics: statistics?.total ?? null,
      failure,
      instances: instances?.items ?? [],
      logLines: log?.items ?? [],
      alsoFailing,
      slots,
    };
  }

  /** The one that a finding names, else the newest that it can mean. */
  private async executionOf(
    finding: IncidentFinding | null,
    isOver: boolean,
    recent: readonly ExecutionRecord[],
    inTime: InTime,
  ): Promise<ExecutionRecord | null> {
    if (isOver) return recent.find(({ status }) => status === 'completed') ?? null;
    const id = finding?.executionId;
    if (id) {
      return recent.find((one) => one.id === id) ?? inTime.or(() => this.manager.getExecution(id), null);
    }
    const meant = (finding && MEANT[finding.rule]) ?? [];
    const found = recent.find(({ status }) => meant.includes(status)) ?? null;
    // of a job without a good run for long its newest end is why, unless that was one
    const isNewest = found !== null && found === recent[0];
    return finding && NOT_DONE.has(finding.rule) && !isNewest ? null : found;
  }

  private async alsoFailing(jobName: string, at: Date): Promise<readonly string[]> {
    const { items } = await this.manager.getHistory({
      status: WENT_WRONG,
      from: before(at, HOUR_MS),
      limit: 200,
    });
    const since = before(at, AROUND_MS);
    const names = items
      .filter(({ completedAt, createdAt }) => (completedAt ?? createdAt) >= since)
      .map((one) => one.jobName)
      .filter((name) => name !== jobName && !name.startsWith(OUR_JOBS));
    return [...new Set(names)].sort();
  }

  /** Every slot since the fault began; none where there are too many to say how each of them went. */
  private async slotsOf({ subject, findings, beganAt }: Incident, at: Date): Promise<readonly LedgerEntry[]> {
    const began = Math.min(+beganAt, ...findings.map(({ slot }) => (slot === null ? Infinity : +slot)));
    // what is asked for begins behind `from`
    let from: Date | null = new Date(Math.max(began - 1, at.getTime() - LEDGER_MS));
    const slots: LedgerEntry[] = [];
    for (let page = 0; from !== null; page += 1) {
      if (page === MOST_PAGES) return [];
      const ledger: Ledger = await this.manager.getSlots(subject, { from, to: at, limit: 500 });
      slots.push(...ledger.items);
      from = ledger.next;
    }
    return slots;
  }
}

type RecordFacts = Omit<
  MessageFacts,
  'incident' | 'event' | 'finding' | 'application' | 'environment' | 'publicUrl' | 'sentryUrl'
>;

const NOTHING: RecordFacts = {
  job: null,
  status: null,
  explanation: null,
  execution: null,
  recent: [],
  statistics: null,
  failure: null,
  instances: [],
  logLines: [],
  alsoFailing: [],
  slots: [],
};

/** Rules that say what did not happen. */
const NOT_DONE: ReadonlySet<IncidentFinding['rule']> = new Set(['stale', 'must_succeed_by']);

/** Which executions a rule speaks of; of the others none says more than the slot. */
const MEANT: Partial<Record<IncidentFinding['rule'], readonly ExecutionStatus[]>> = {
  failing: FAILURES,
  failure_rate: FAILURES,
  stale: FAILURES,
  must_succeed_by: FAILURES,
  breaker_open: FAILURES,
  objective: FAILURES,
  assertion: ['failed'],
  lost: ['lost'],
  slow: ['completed'],
  fast: ['completed'],
};

/** The slot that a reader wonders about. */
function slotInDoubt(
  finding: IncidentFinding | null,
  status: JobStatus | null,
  execution: ExecutionRecord | null,
): Date | null {
  if (finding?.rule === 'skipped_again' || finding?.rule === 'stale') {
    return status?.lastSlots[0]?.scheduledAt ?? finding.slot;
  }
  return finding?.slot ?? execution?.scheduledAt ?? null;
}

function before(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() - milliseconds);
}
