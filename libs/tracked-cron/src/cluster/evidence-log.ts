import type pg from 'pg';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { IdGenerator } from '../id-generator.js';
import type { EvidenceKind, Presence } from './evidence.js';
import type { AskDatabase, EvidenceRepository, NotedEvidence } from './evidence.repository.js';
import type { InstanceIdentity } from './instance-identity.js';
import { LONGEST_DEPLOYMENT_MS, MissedCauses } from './missed-cause.js';

/** Stretches that are remembered; those that were not written are given up beyond it, the oldest first. */
const MOST_REMEMBERED = 200;
/** A claim that takes longer keeps others from coming in time. */
const SLOW_CLAIM_MS = 1_000;
/** What fails again this soon is one outage: a claim that fails is tried again every five seconds. */
const SAME_OUTAGE_MS = 10_000;
/** Of an error's words. */
const LONGEST_MESSAGE = 200;

interface Remembered extends NotedEvidence {
  to: number;
  state: 'unwritten' | 'being written' | 'written' | 'only if needed';
}

/**
 * What this instance knows of what held it up. It is told in the moment; what began while the database was away is written
 * when that is back. Nothing here waits or throws.
 */
export class EvidenceLog {
  private readonly remembered: Remembered[] = [];
  /** When the database last answered, database time. */
  private lastAnswer: number;
  private outage: { readonly from: number; readonly message: string } | undefined;

  constructor(
    private readonly repository: Pick<EvidenceRepository, 'write' | 'presence'>,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
    private readonly events: TrackedCronEvents,
  ) {
    this.lastAnswer = clock.now();
    this.events.on('instance.loop-blocked', ({ blockedMs }) => {
      const now = this.clock.now();
      void this.note('event_loop_blocked', now - blockedMs, now, { blockedMs });
    });
  }

  /** Something failed because of the database. It has been away since it last answered. */
  databaseFailed(error: unknown): void {
    if (this.outage) return;
    const message = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_MESSAGE);
    this.outage = { from: this.lastAnswer, message };
    this.events.emit('database.lost', () => ({ since: new Date(this.lastAnswer), error: message }));
  }

  databaseAnswered(): void {
    this.lastAnswer = this.clock.now();
    this.endOutage();
    if (this.remembered.some(({ state }) => state === 'unwritten')) void this.flush();
  }

  /** A round of claims is through that began at `from`. */
  claimed(from: number): void {
    const now = this.clock.now();
    // most of them make nobody late, and are not worth a row
    if (now - from >= SLOW_CLAIM_MS)
      this.remember('claim_slow', from, now, { tookMs: Math.round(now - from) }, 'only if needed');
  }

  /** Notes a stretch of time and writes it; `to` is `Infinity` for what goes on. Never rejects. */
  note(kind: EvidenceKind, from: number, to: number, detail: Record<string, unknown> = {}): Promise<void> {
    this.remember(kind, from, to, detail);
    return this.flush();
  }

  /** Writes what could not be written before. Never rejects. */
  async flush(): Promise<void> {
    const waiting = this.remembered.filter(({ state }) => state === 'unwritten');
    if (waiting.length === 0) return;
    for (const one of waiting) one.state = 'being written';
    const written = await this.repository.write(waiting).then(
      () => true,
      () => false, // tried again with the database's next answer
    );
    for (const one of waiting) {
      // it may have grown meanwhile
      if (one.state === 'being written') one.state = written ? 'written' : 'unwritten';
    }
  }

  /** Ends what goes on with this instance. Never rejects. */
  close(): Promise<void> {
    this.endOutage();
    return this.flush();
  }

  /** Why slots between two instants were missed, for each set of labels that jobs ask for: one statement. */
  async causes(
    from: number,
    to: number,
    client: Pick<pg.PoolClient, 'query'>,
  ): Promise<(runsOn: readonly string[]) => MissedCauses> {
    // who left before and who came afterwards tells of a deployment
    const margin = LONGEST_DEPLOYMENT_MS;
    const ask: AskDatabase = (sql, values) => client.query(sql, values).then(({ rows }) => rows);
    const read = await this.repository.presence(from - margin, to + margin, ask);
    for (const one of this.remembered) {
      if (one.state === 'only if needed' && one.from <= to && one.to >= from) one.state = 'unwritten';
    }
    const presence = { ...read, evidence: [...read.evidence, ...this.own()] };
    const byLabels = new Map<string, MissedCauses>();
    return (runsOn) => {
      const key = runsOn.join('\n');
      const causes = byLabels.get(key) ?? new MissedCauses(presence, runsOn);
      byLabels.set(key, causes);
      return causes;
    };
  }

  /** Why slots were missed that are this instance's alone, as far as it knows itself. */
  ownCauses(): MissedCauses {
    const { id } = this.identity;
    const life = { id, host: '', release: null, labels: [], executes: true, from: -Infinity, to: Infinity };
    const presence: Presence = {
      lives: [{ ...life, leftByItself: false }],
      evidence: this.own(),
      completeFrom: -Infinity,
    };
    return new MissedCauses(presence, []);
  }

  private endOutage(): void {
    const { outage } = this;
    if (!outage) return;
    this.outage = undefined;
    this.events.emit('database.back', () => ({ since: new Date(outage.from), error: outage.message }));
    const now = this.clock.now();
    const last = [...this.remembered].reverse().find(({ kind }) => kind === 'database_unreachable');
    if (!last || outage.from - last.to > SAME_OUTAGE_MS || last.instanceId !== this.identity.id) {
      this.remember('database_unreachable', outage.from, now, { error: outage.message });
      return;
    }
    last.to = now;
    last.state = 'unwritten';
  }

  private own(): NotedEvidence[] {
    const { outage } = this;
    if (!outage) return this.remembered;
    const detail = { error: outage.message };
    return [...this.remembered, this.evidence('database_unreachable', outage.from, Infinity, detail)];
  }

  private remember(
    kind: EvidenceKind,
    from: number,
    to: number,
    detail: Record<string, unknown>,
    state: Remembered['state'] = 'unwritten',
  ): void {
    this.remembered.push({ ...this.evidence(kind, from, to, detail), state });
    if (this.remembered.length <= MOST_REMEMBERED) return;
    const dispensable = this.remembered.findIndex(
      (one) => one.state === 'written' || one.state === 'only if needed',
    );
    this.remembered.splice(Math.max(0, dispensable), 1);
  }

  private evidence(
    kind: EvidenceKind,
    from: number,
    to: number,
    detail: Record<string, unknown>,
  ): NotedEvidence {
    const id = this.ids.next(this.clock.now());
    return { id, kind, instanceId: this.identity.id, jobId: null, from, to, detail };
  }
}
