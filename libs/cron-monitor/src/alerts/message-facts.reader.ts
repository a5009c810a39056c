import type { Clock, CronJobManager, ExecutionRecord, ExecutionStatus, JobName } from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentFinding } from '../incidents/incident.js';
import { failingToo, slotsSince, wentWrong } from './fault-surroundings.js';
import { leadingFinding } from './leading-finding.js';
import { FAILURES, newestMeant, slotInDoubt } from './in-question.js';
import type { MessageFacts } from './message-facts.js';
import { InTime } from './in-time.js';
import { SharedReads } from './shared-reads.js';

/** How long a message waits for its facts. */
const PATIENCE_MS = 2_000;
const RECENT = 20;
const LAST_LINES = 50;
const WEEK_MS = 7 * 24 * 3_600_000;
const VERDICTS: readonly ExecutionStatus[] = ['completed', ...FAILURES];

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
  private readonly shared: SharedReads;

  constructor(
    private readonly manager: MessageSource,
    private readonly clock: Clock,
    private readonly publicUrl: string | null,
    private readonly sentryUrl: string | null,
  ) {
    this.shared = new SharedReads(clock);
  }

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
    const jobName = incident.subject as JobName;
    const isOver = kind === 'recovered' || kind === 'resolved';
    const later = Promise.all([
      inTime.or(() => manager.getJob(jobName), null),
      inTime.or(
        () => manager.getStatistics({ jobName, from: new Date(at.getTime() - WEEK_MS), to: at }),
        null,
      ),
      inTime.or(() => this.shared.get('instances', () => manager.getInstances()), null),
      isOver ? [] : inTime.or(() => this.shared.get('wrong', () => wentWrong(manager, at)), []),
      isOver ? inTime.or(() => slotsSince(manager, incident, at), []) : [],
    ]);
    const [status, history] = await Promise.all([
      inTime.or(() => manager.getStatus(jobName), null),
      inTime.or(() => manager.getHistory({ jobName, status: VERDICTS, limit: RECENT }), null),
    ]);
    const recent = history?.items ?? [];
    const execution = await this.executionOf(finding, isOver, recent, inTime);
    const doubtful = isOver ? null : slotInDoubt(finding, status, execution);
    const [explanation, failure, log, [job, statistics, instances, wrong, slots]] = await Promise.all([
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
      alsoFailing: failingToo(wrong, jobName, at),
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
    return newestMeant(finding, recent);
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
