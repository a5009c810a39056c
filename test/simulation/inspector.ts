import type { CronJobEntity } from '../../libs/tracked-cron/src/definition/cron-job.entity.js';
import type { RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';
import type { AnyExecutionView } from '../../libs/tracked-cron/src/history/any-execution.view.js';
import type { LiveRow } from '../../libs/tracked-cron/src/testing/memory/execution-row.js';
import type { MemoryInstances } from './memory-instances.js';
import type { WatchedDatabase } from './watched-database.js';
import type { Witness } from './witness.js';

type Seen = Pick<LiveRow, 'status' | 'epoch' | 'attempt' | 'instanceId'>;

/** What may become of a row of the live table in one statement, and by how much its epoch grows. */
const EDGES: Readonly<Record<string, readonly number[]>> = {
  'pending running': [1], // taken
  'pending cancelled': [1],
  'running pending': [0, 1], // its owner lets it wait for another attempt; its owner was lost
  'running zombie': [0],
  'running completed': [0],
  'running failed': [0],
  'running timed_out': [0],
  'running cancelled': [0],
  'running lost': [1],
};
const BORN_LIVE = ['running', 'pending'];
const BORN_ENDED = ['skipped', 'missed'];

/** Looks at the record after each statement, for what must hold at every instant. */
export class Inspector {
  /** What was broken, in words. */
  readonly violations: string[] = [];
  private readonly live = new Map<string, Seen>();
  private readonly watermarks = new Map<string, number>();
  /** Where each job began. */
  private readonly firstWatermarks = new Map<string, number>();
  private readonly decided = new Set<string>();
  private statement = '';

  constructor(
    private readonly database: WatchedDatabase,
    private readonly instances: Pick<MemoryInstances, 'holdsLease'>,
    private readonly witness: Witness,
    private readonly now: () => number,
  ) {}

  /** @param statement the one that has just happened */
  look(statement: string): void {
    this.statement = statement;
    const tell = (what: string) =>
      this.violations.push(`${new Date(this.now()).toISOString()} ${statement}: ${what}`);
    for (const id of this.database.takeRewritten()) tell(`execution ${id} ended a second time`);
    const ended = this.database.takeNewlyEnded();
    for (const [id, before] of this.live) if (!this.database.live.has(id)) this.gone(id, before, ended, tell);
    for (const row of this.database.live.values()) this.livesOn(row, ended, tell);
    for (const row of ended.values()) this.hasEnded(row, tell);
    for (const job of this.database.jobs.values()) this.lookAt(job, tell);
  }

  /** A row has left the live table. */
  private gone(id: string, before: Seen, ended: ReadonlyMap<string, AnyExecutionView>, tell: Tell): void {
    this.live.delete(id);
    const end = ended.get(id);
    if (before.status === 'zombie' && end === undefined) return this.released(id, before, tell);
    if (end === undefined) return tell(`execution ${id} is gone without an end`);
    this.edge(id, before, end.status, end.epoch, tell);
  }

  /** A lane that was kept beyond an end is free when its handler has returned, or its instance is dead to the others. */
  private released(id: string, { epoch, instanceId }: Seen, tell: Tell): void {
    const goesOn = this.witness.find(id, epoch)?.endedAt === null;
    if (goesOn && this.instances.holdsLease(instanceId!))
      tell(`the lane of ${id} is free, and its handler goes on`);
    this.disown(id, epoch);
  }

  private livesOn(row: LiveRow, ended: ReadonlyMap<string, AnyExecutionView>, tell: Tell): void {
    const { id, status, epoch, attempt, instanceId } = row;
    const before = this.live.get(id);
    const isSame = before?.status === status && before.epoch === epoch && before.instanceId === instanceId;
    if (isSame && before.attempt === attempt) return;
    if (before === undefined) {
      if (!BORN_LIVE.includes(status)) tell(`execution ${id} was born ${status}`);
      this.decide(row, tell);
    } else this.edge(id, before, status, epoch, tell);
    if (status === 'zombie' && !ended.has(id)) tell(`execution ${id} keeps its lane without an end`);
    if (status === 'running' && !this.instances.holdsLease(instanceId!))
      tell(`execution ${id} was given to an instance without a lease`);
    if (before && epoch > before.epoch) this.disown(id, before.epoch);
    this.live.set(id, { status, epoch, attempt, instanceId });
  }

  private edge(id: string, before: Seen, status: string, epoch: number, tell: Tell): void {
    const grown = epoch - before.epoch;
    const isOwnWait = status !== 'pending' || grown > 0 || this.statement.endsWith('write ends');
    if (EDGES[`${before.status} ${status}`]?.includes(grown) !== true || !isOwnWait)
      tell(`execution ${id} went from ${before.status} to ${status}, its epoch by ${grown}`);
    if (grown > 0) this.disown(id, before.epoch);
  }

  /** Whoever still runs it has lost it. */
  private disown(id: string, epoch: number): void {
    const run = this.witness.find(id, epoch);
    if (run) run.disownedAt ??= this.now();
  }

  private hasEnded(row: AnyExecutionView, tell: Tell): void {
    const { id, status, epoch } = row;
    if (BORN_ENDED.includes(status)) return this.decide(row, tell);
    if (status !== 'completed' && status !== 'failed') return;
    const outcome = this.witness.find(id, epoch)?.outcome;
    if (outcome !== status)
      tell(`execution ${id} is recorded as ${status}, epoch ${epoch}, and its handler ${outcome}`);
  }

  private decide({ jobId, scheduledAt, trigger }: AnyExecutionView, tell: Tell): void {
    if (trigger !== 'schedule') return;
    const slot = `${this.database.jobs.get(jobId)!.name} ${scheduledAt!.toISOString()}`;
    if (this.decided.has(slot)) tell(`slot ${slot} was decided twice`);
    this.decided.add(slot);
  }

  private lookAt(job: CronJobEntity, tell: Tell): void {
    const watermark = job.lastSlotAt.getTime();
    const before = this.watermarks.get(job.id) ?? -Infinity;
    if (watermark < before) tell(`the watermark of ${job.name} fell by ${before - watermark} ms`);
    this.watermarks.set(job.id, watermark);
    if (before === -Infinity) this.firstWatermarks.set(job.id, watermark);
    const rows = this.database.rowsOf(job.id);
    const lanes = rows.filter(({ holdsLane }) => holdsLane).length;
    if (lanes > 1 && (job.overlap === 'skip' || job.overlap === 'queue'))
      tell(`${job.name} has ${lanes} lanes`);
    const waiting = rows.filter(({ holdsLane }) => !holdsLane).length;
    if (waiting > job.maxQueued) tell(`${waiting} slots of ${job.name} wait`);
    const { concurrencyKey: key, concurrencyLimit: limit } = job;
    if (key !== null && this.database.lanesOf(key) > limit!)
      tell(`group ${key} has more than ${limit} lanes`);
  }

  /** When everything has come to rest: every slot up to the watermark has one outcome, and no other has any. */
  accountFor({ id, definition: { name, schedule } }: RegisteredJob): void {
    const watermark = this.database.jobs.get(id)!.lastSlotAt.getTime();
    const rows = this.database.executions().filter((row) => row.jobId === id && row.trigger === 'schedule');
    const counted = this.database.ranges
      .filter(({ jobId }) => jobId === id)
      .flatMap(({ fromSlot, toSlot, count, reason }) => {
        const slots = [...schedule.slotsBetween(fromSlot.getTime() - 1, toSlot.getTime())];
        if (slots.length !== count)
          this.violations.push(`${name}: a range (${reason}) of ${slots.length} slots counts ${count}`);
        return slots;
      });
    const outcomes = [...rows.map(({ scheduledAt }) => scheduledAt!.getTime()), ...counted].sort(
      (a, b) => a - b,
    );
    const due = [...schedule.slotsBetween(this.firstWatermarks.get(id)!, watermark)];
    if (outcomes.join() === due.join()) return;
    const times = (slots: number[]) =>
      slots.map((slot) => new Date(slot).toISOString().slice(11, 19)).join(' ');
    this.violations.push(`${name}: due were ${times(due)}, and there are outcomes of ${times(outcomes)}`);
  }
}

type Tell = (what: string) => void;
