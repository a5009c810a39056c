import { Logger } from '@nestjs/common';
import type { DatabaseClock } from '../../database/database-clock.js';
import { boundedJson } from '../../execution/bounded-json.js';
import { captureText } from '../../execution/redact.js';
import { isUuid } from '../../history/is-uuid.js';
import type { IdGenerator } from '../../id-generator.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import { words } from '../words.js';
import type { AuditedAct, AuditFacts, AuditOutcome } from './audit-entry.js';
import type { AuditPage, AuditQuery } from './audit-query.js';
import type { AuditRepository, NewAuditEntry } from './audit.repository.js';

/** Bytes of names and ids that are kept. */
const LONGEST_NAME = 300;

/**
 * Who decided what. That an action is asked for is written before it: where that can't be written, it is not done. What
 * became of it is a second row. Should the process or the database be gone in between, the first one stays and says so.
 */
export class AuditLog {
  private readonly logger = new Logger('TrackedCron');

  constructor(
    private readonly repository: Pick<AuditRepository, 'add' | 'page'>,
    private readonly ids: IdGenerator,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /**
   * Does something, on record.
   * @param told what is only known when it is done
   * @throws whatever `work` throws, and what keeps the record from being written
   */
  async during<Result>(
    act: AuditedAct,
    work: () => Promise<Result>,
    told: (result: Result) => AuditFacts = () => ({}),
  ): Promise<Result> {
    const askedId = this.nextId();
    await this.repository.add({ ...entryOf(act, 'asked'), id: askedId, askedId: null });
    try {
      const result = await work();
      await this.settle({ ...entryOf(together(act, told(result)), 'done'), id: this.nextId(), askedId });
      return result;
    } catch (error) {
      const refused = error instanceof TrackedCronError;
      const entry = entryOf(act, refused ? 'refused' : 'failed', codeOf(error));
      await this.settle({ ...entry, id: this.nextId(), askedId });
      throw error;
    }
  }

  /** Notes in one row what was done already, or refused, elsewhere. */
  async record(
    act: AuditedAct,
    outcome: 'done' | 'refused' = 'done',
    code: string | null = null,
  ): Promise<void> {
    await this.repository.add({ ...entryOf(act, outcome, code), id: this.nextId(), askedId: null });
  }

  /** The same, for whoever can't wait for it; where it can't be written, the log says so. */
  note(act: AuditedAct): void {
    this.record(act).catch((error: unknown) => {
      const { action, jobName, by } = act;
      this.logger.error(
        `"${action}" of "${jobName}" by ${by ?? 'nobody'} could not be written into the audit log: ${messageOf(error)}`,
      );
    });
  }

  /** A page of entries, newest first. @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
  page(query: AuditQuery): Promise<AuditPage> {
    return this.repository.page(query);
  }

  /** It has happened: an answer that said otherwise would be repeated by whoever gets it. */
  private async settle(entry: NewAuditEntry): Promise<void> {
    try {
      await this.repository.add(entry);
    } catch (error) {
      this.logger.error(
        `What became of "${entry.action}" (${entry.outcome}) could not be written into the audit log, where it stays ` +
          `"asked" under ${entry.askedId}: ${messageOf(error)}`,
      );
    }
  }

  private nextId(): string {
    return this.ids.next(this.clock.now());
  }
}

function together(act: AuditedAct, facts: AuditFacts): AuditedAct {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { ...act, ...known };
}

function entryOf(
  act: AuditedAct,
  outcome: AuditOutcome,
  code: string | null = null,
): Omit<NewAuditEntry, 'id' | 'askedId'> {
  const isId = act.executionId !== undefined && isUuid(act.executionId);
  return {
    action: act.action,
    outcome,
    code,
    jobName: named(act.jobName),
    executionId: isId ? act.executionId!.toLowerCase() : null,
    // what somebody took for an id is on record too
    target: named(act.target) ?? (isId ? null : named(act.executionId)),
    by: words('by', act.by) ?? null,
    reason: words('reason', act.reason) ?? null,
    before: boundedJson(act.before),
    after: boundedJson(act.after),
    requestId: named(act.requestId),
  };
}

function named(text: string | null | undefined): string | null {
  return text === undefined || text === null ? null : captureText(String(text), LONGEST_NAME);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? named(code) : null;
}
