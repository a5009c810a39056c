import type pg from 'pg';
import type { CronContext } from '../../libs/tracked-cron/src/index.js';
import type { WitnessRow } from './witness.js';

interface Note {
  readonly context: Pick<CronContext, 'executionId' | 'jobName' | 'slot' | 'attempt'>;
  readonly what: WitnessRow['what'];
  written(): void;
  failed(error: unknown): void;
}

/** Writes what handlers do into the witness. What comes while a statement is on its way goes together with the next. */
export class WitnessWriter {
  private waiting: Note[] = [];
  private writing = false;

  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  /** Resolves when it is written: a handler that has noted its end may end. */
  note(context: Note['context'], what: Note['what']): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ context, what, written, failed });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const notes = this.waiting.splice(0);
      try {
        await this.pool.query(
          `insert into witness (execution_id, job, slot, attempt, pid, what)
           select t.execution_id, t.job, t.slot, t.attempt, $6, t.what
           from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::integer[], $5::text[])
             as t(execution_id, job, slot, attempt, what)`,
          [
            notes.map(({ context }) => context.executionId),
            notes.map(({ context }) => context.jobName),
            notes.map(({ context }) => context.slot),
            notes.map(({ context }) => context.attempt),
            notes.map(({ what }) => what),
            process.pid,
          ],
        );
        for (const { written } of notes) written();
      } catch (error) {
        for (const { failed } of notes) failed(error);
      }
    }
    this.writing = false;
  }
}
