import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import { GroupedWriter, type WriteListener } from '../database/grouped-writer.js';
import type { ExecutionEnd } from './execution-end.js';
import { EndWriter } from './end-writer.js';
import type { KeptLane } from './execution-end.repository.js';
import type { Heartbeat } from './heartbeat.js';
import { HeartbeatRepository } from './heartbeat.repository.js';
import type { PartitionKeeper } from './partition-keeper.js';
import type { Spool } from './spool.js';

/** At most one line about the database's absence in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;
const LONGEST_YIELD_MS = 1_000;
/** A database that has not answered by then may not answer at all. */
const SLOW_ANSWER_MS = 2_000;
/** Heartbeats of one execution are gathered for this long; more often, nobody could see a difference. */
const HEARTBEAT_INTERVAL_MS = 1_000;

/** Hears that ends are durable: `accepted` is false where the execution had changed hands. */
export type EndListener = WriteListener<ExecutionEnd, boolean>;

/**
 * Writes down what became of executions: ends in groups, each in the statement that leaves soonest; heartbeats once a
 * second. While the database is away ends wait in memory, and in the spool on disk, and nothing of it reaches a handler.
 */
export class Journal {
  private readonly logger = new Logger('TrackedCron');
  private readonly ends: GroupedWriter<ExecutionEnd, boolean>;
  private readonly lanes: GroupedWriter<KeptLane, boolean>;
  private readonly writer: EndWriter;
  private readonly heartbeats: HeartbeatRepository;
  private readonly beating = new Map<string, Heartbeat>();
  private beatScheduled = false;
  private beatsWritten: Promise<void> = Promise.resolve();
  private lastTrouble = -Infinity;
  /** From the first sign that the database is away to its next answer. */
  private away = false;
  /** Ends that the database refused because the execution had changed hands. */
  refused = 0;

  constructor(
    database: CronDatabase,
    private readonly clock: Clock,
    partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly spool?: Pick<Spool, 'keep' | 'settled' | 'idle'>,
  ) {
    this.writer = new EndWriter(database, partitions);
    this.heartbeats = new HeartbeatRepository(database);
    this.ends = new GroupedWriter<ExecutionEnd, boolean>(clock, {
      write: (batch) => this.write(batch),
      salvage: withoutContent,
      onTrouble: (error, waiting) => {
        this.keepOnDisk();
        this.tellTrouble(error, waiting);
      },
    });
    this.lanes = new GroupedWriter<KeptLane, boolean>(clock, {
      write: async (lanes) => {
        await this.writer.freeLanes(lanes);
        return lanes.map(() => true);
      },
    });
  }

  /**
   * Writes an end. Resolves when it is durable.
   * @returns false when the write was refused: the execution had changed hands, its end is somebody else's
   */
  end(end: ExecutionEnd): Promise<boolean> {
    return new Promise((resolve, reject) =>
      this.take(end, { written: (_, accepted) => resolve(accepted), refused: (_, error) => reject(error) }),
    );
  }

  /** Writes an end; `listener` hears whether it was accepted once it is durable. Several ends may share a listener. */
  take(end: ExecutionEnd, listener: EndListener): void {
    const lastBeat = this.beating.get(end.id);
    if (lastBeat) this.beating.delete(end.id);
    const whole = lastBeat ? { ...end, lastBeat } : end;
    this.ends.put(whole, listener);
    if (this.away) this.spool?.keep([{ end: whole }]);
  }

  /** Gives up a lane that was kept beyond the end; resolves when that is durable. Tried again while the database is away. */
  async freeLane(lane: KeptLane): Promise<void> {
    await this.lanes.add(lane);
  }

  /**
   * Lets claims go first, for a second at most: that a handler starts on time is more urgent than that its end is
   * written. What ends meanwhile gathers, and costs less in one statement.
   */
  yieldTo(claims: Promise<unknown>): void {
    this.ends.yieldTo(claims, LONGEST_YIELD_MS);
  }

  /** Notes a sign of life; written within a second, together with those of other executions. */
  beat(beat: Heartbeat): void {
    this.beating.set(beat.id, beat);
    if (this.beatScheduled) return;
    this.beatScheduled = true;
    const timer = this.clock.after(HEARTBEAT_INTERVAL_MS, () => {
      this.beatScheduled = false;
      void this.flushHeartbeats();
    });
    timer.unref();
  }

  /** Ends that are not written yet. */
  get backlog(): number {
    return this.ends.unwritten;
  }

  /** Resolves when every end handed in so far is durable. */
  async flush(): Promise<void> {
    await this.flushHeartbeats();
    await this.ends.idle();
  }

  /** Resolves when what is not written yet is on disk, as far as the disk takes it. */
  async secure(): Promise<void> {
    if (this.backlog > 0) this.keepOnDisk();
    await this.spool?.idle();
  }

  /** Tries nothing any more: the process is about to end. */
  stop(): void {
    this.ends.stop();
    this.lanes.stop();
  }

  /** Writes the heartbeats noted so far. A beat that can't be written is dropped: the next one says more. */
  async flushHeartbeats(): Promise<void> {
    const beats = [...this.beating.values()];
    this.beating.clear();
    if (beats.length > 0) this.beatsWritten = this.writeHeartbeats(beats, this.beatsWritten);
    await this.beatsWritten;
  }

  private async write(ends: ExecutionEnd[]): Promise<boolean[]> {
    const accepted = await this.answered(this.writer.write(ends));
    this.away = false;
    if (this.spool) this.spool.settled(ends);
    for (const one of accepted) if (!one) this.refused += 1;
    return accepted;
  }

  /** Of a network that swallows everything one hears only much later. */
  private async answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
    if (!this.spool) return answer;
    const timer = this.clock.after(SLOW_ANSWER_MS, () => this.keepOnDisk());
    timer.unref();
    return answer.finally(() => timer.cancel());
  }

  private keepOnDisk(): void {
    this.away = true;
    this.spool?.keep(toRecords(this.ends.items()));
  }

  private async writeHeartbeats(beats: Heartbeat[], earlier: Promise<void>): Promise<void> {
    await this.heartbeats.write(beats).catch((error: unknown) => this.tellTrouble(error, this.backlog));
    await earlier;
  }

  private tellTrouble(error: unknown, waiting: number): void {
    const now = this.clock.monotonic();
    if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = now;
    this.logger.error(
      `Executions can't be recorded (${(error as Error).message}); ${waiting} ends wait in memory and are tried again.`,
    );
  }
}

function* toRecords(ends: Iterable<ExecutionEnd>) {
  for (const end of ends) yield { end };
}

/** What is left of an end whose texts the database refuses: that it happened, and how it ended. */
export function withoutContent(end: ExecutionEnd, refusal: unknown): ExecutionEnd {
  const message = `The details could not be stored: ${(refusal as Error).message}`;
  return {
    ...end,
    result: null,
    metadata: null,
    lastBeat: undefined,
    error: end.error && {
      ...end.error,
      errorClass: 'UnstorableError',
      message,
      stack: null,
      causes: [],
      code: null,
    },
  };
}
