import { CronContext, FINDING_RULES, type Finding } from 'nestjs-tracked-cron';
import { SystemCron, type JobWatch, type SweepRepository } from 'nestjs-tracked-cron/internal';
import type { IncidentDesk } from './incidents/incident-desk.js';
import type { IncidentLife } from './incidents/incident-life.js';
import type { JudgedJob } from './incidents/judged-job.js';
import { gapFinding, gapsAt } from './sweep/gap-account.js';
import { ourselves } from './sweep/ourselves.js';
import type { SweepAccount, SweepState } from './sweep/sweep-account.js';
import type { SweepNews } from './sweep/sweep-news.js';
import type { Vigil } from './sweep/vigil.js';

/** The job that sweeps. */
export const STALENESS_JOB = 'tracked-cron.staleness';
/** That a sweep doesn't come is told by the {@link Watchdog} and, afterwards, as a gap: this job is told of only when it fails. */
const ONLY_FAILING = Object.fromEntries(
  FINDING_RULES.filter((rule) => rule !== 'failing').map((rule) => [rule, false]),
);

/** How a sweep is asked for. */
export interface SweepOptions {
  /** Once it aborts, nothing is written any more. */
  readonly signal?: AbortSignal;
  /** Why somebody sweeps beside the scheduler; undefined: nobody does. */
  readonly overdue?: Finding;
}

/** What a sweep came to, as its execution keeps it. */
export interface SweepReport {
  readonly jobs: number;
  readonly judged: number;
  readonly waiting: number;
}

/**
 * Finds what nobody tells: what did not happen. It sweeps over all jobs, whichever process runs them, as a job among them,
 * claimed and recorded like every other one; but nobody can pause it, and a {@link Watchdog} sees to it that it comes through.
 */
export class StalenessService {
  constructor(
    private readonly account: Pick<SweepAccount, 'state' | 'swept' | 'now'>,
    private readonly watch: Pick<JobWatch, 'sweep'>,
    private readonly slots: Pick<SweepRepository, 'missed'>,
    private readonly desk: Pick<IncidentDesk, 'absorb'>,
    private readonly life: Pick<IncidentLife, 'runOnce'>,
    private readonly vigil: Vigil,
    private readonly news: Pick<SweepNews, 'tell'>,
  ) {}

  /** The lane of one that hangs is free again for the next slot. */
  @SystemCron('@every 10s', {
    name: STALENESS_JOB,
    timeZone: 'UTC',
    overlap: 'skip',
    zombie: 'release',
    misfire: 'latest',
    timeout: '8s',
    logs: false,
    alertThresholds: { consecutiveFailures: 3, tell: ONLY_FAILING },
    enhancers: 'local',
  })
  async run(): Promise<void> {
    const context = CronContext.current();
    const report = await this.sweep({ signal: context?.signal });
    if (context) Object.assign(context.metadata, report);
  }

  /** Sweeps once. What fails is swept again, from where the last one that was through had ended. */
  async sweep({ signal, overdue }: SweepOptions = {}): Promise<SweepReport> {
    const state = await this.account.state();
    this.vigil.see(state);
    const gaps = gapsAt(state.gaps, state.sweptAt, this.account.now());
    const { at, cursor, jobs, verdicts, waiting } = await this.watch.sweep({
      since: state.cursor,
      interesting: new Set(state.open.flatMap(({ jobId }) => jobId ?? [])),
      gaps,
    });
    const findings = [...(overdue ? [overdue] : []), ...(await this.gapFindings(state))];
    const blind = findings.length > 0;
    const own: JudgedJob[] = blind || state.blind ? [ourselves(findings, at)] : [];
    const open = new Set(state.open.map(({ subject }) => subject));
    const news = verdicts.filter(({ jobName, findings }) => findings.length > 0 || open.has(jobName));
    signal?.throwIfAborted();
    await this.desk.absorb([...news, ...own], at);
    signal?.throwIfAborted();
    // what is opened only now is not due for anything yet
    if (state.open.length > 0) await this.life.runOnce();
    signal?.throwIfAborted();
    const told = new Set(state.gaps.map(({ from }) => from.getTime()));
    await this.account.swept(at, {
      cursor,
      blind,
      gaps: gaps.map((gap) => ({ ...gap, told: gap.told || told.has(gap.from.getTime()) })),
    });
    this.vigil.swept(at, gaps);
    this.news.tell();
    return { jobs, judged: verdicts.length, waiting };
  }

  /** Of the gaps that the sweep before has found: by now it is on record which slots nobody ran. */
  private async gapFindings({ gaps }: SweepState): Promise<Finding[]> {
    const news = gaps.filter(({ told }) => !told);
    return Promise.all(news.map(async (gap) => gapFinding(gap, await this.slots.missed(gap.from, gap.to))));
  }
}
