import { holdsAt, type Evidence, type EvidenceKind, type InstanceLife, type Presence } from './evidence.js';

/** Why nobody ran a slot in time, as far as one can tell; the reason of a missed slot. */
export const MISSED_CAUSES = [
  /** No instance of the application was alive. */
  'no_instance',
  /** Some were, but none that runs this job: labels, or `execute`. */
  'no_capable_instance',
  /** One release had gone, and the next was not there yet. */
  'deployment',
  'database_unreachable',
  'claim_slow',
  'event_loop_blocked',
  'clock_stepped',
  /** Nothing that is on record explains it. */
  'unknown',
] as const;

/** See {@link MISSED_CAUSES}. */
export type MissedCause = (typeof MISSED_CAUSES)[number];

/** From its first lease until it claims: an instance registers its jobs meanwhile. */
export const STARTING_MS = 5_000;
/** What failed while the database was away is tried again this much later, at most. */
const RECOVERY_MS = 5_000;
/** Nobody there for longer than this is an outage, whatever release comes afterwards. */
export const LONGEST_DEPLOYMENT_MS = 15 * 60_000;

/** What explains more comes first: a process that stands still also loses its lease, and its connections. */
const HELD_UP: readonly (EvidenceKind & MissedCause)[] = [
  'event_loop_blocked',
  'clock_stepped',
  'database_unreachable',
  'claim_slow',
];

/** A stretch of time whose slots, were they missed, were so for one cause. */
export interface CauseSpan {
  readonly from: number;
  /** First instant after it. */
  readonly to: number;
  readonly cause: MissedCause;
}

/**
 * Why slots were missed, over time: who was there is laid over what held them up. Between two instants at which something
 * began or ended the cause is the same, so that a range of millions of slots is as many questions as there were changes.
 */
export class MissedCauses {
  /** Instants at which something began or ended, ascending. */
  private readonly changes: readonly number[];
  private readonly known = new Map<number, MissedCause>();
  /** Those who were there, from when on they claimed; of them those that run the job. */
  private readonly present: readonly InstanceLife[];
  private readonly able: readonly InstanceLife[];
  private readonly heldUp: readonly Evidence[];

  /** @param runsOn labels that an instance must have to run the job */
  constructor(
    private readonly presence: Presence,
    runsOn: readonly string[],
  ) {
    this.present = presence.lives.map(claiming);
    this.able = this.present.filter((life) => canRun(life, runsOn));
    const ids = new Set(this.able.map(({ id }) => id));
    const others = new Set(presence.lives.map(({ id }) => id).filter((id) => !ids.has(id)));
    // one that never got as far as a lease has no row, and may have been able to
    this.heldUp = presence.evidence
      .filter(({ instanceId }) => instanceId === null || !others.has(instanceId))
      .map(untilRecovered);
    const ends = [...this.present, ...this.heldUp].flatMap(({ from, to }) => [from, to]);
    this.changes = [...new Set([...ends, presence.completeFrom])]
      .filter((instant) => Number.isFinite(instant))
      .sort((a, b) => a - b);
  }

  /** Why a slot was missed that was due then. */
  at(slot: number): MissedCause {
    return this.causeOf(this.stretchAt(slot));
  }

  /** The same for all slots from `from` to `to`, both included; neighbours differ. */
  spans(from: number, to: number): CauseSpan[] {
    const spans: CauseSpan[] = [];
    for (let stretch = this.stretchAt(from), start = from; start <= to; stretch += 1) {
      const end = Math.min(this.changes[stretch] ?? Infinity, to + 1);
      const cause = this.causeOf(stretch);
      const last = spans.at(-1);
      if (last?.cause === cause) spans[spans.length - 1] = { ...last, to: end };
      else spans.push({ from: start, to: end, cause });
      start = end;
    }
    return spans;
  }

  /** How many changes lie at or before an instant. */
  private stretchAt(instant: number): number {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle] <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private causeOf(stretch: number): MissedCause {
    let cause = this.known.get(stretch);
    if (cause === undefined) {
      cause = this.decide(stretch === 0 ? -Infinity : this.changes[stretch - 1]);
      this.known.set(stretch, cause);
    }
    return cause;
  }

  /** @param instant the first of a stretch */
  private decide(instant: number): MissedCause {
    if (instant < this.presence.completeFrom) return 'unknown';
    const kinds = new Set(this.heldUp.filter((one) => holdsAt(one, instant)).map(({ kind }) => kind));
    const heldUp = HELD_UP.find((kind) => kinds.has(kind));
    if (heldUp) return heldUp;
    if (this.able.some((life) => holdsAt(life, instant))) return 'unknown';
    if (this.present.some((life) => holdsAt(life, instant))) return 'no_capable_instance';
    return this.isDeployment(instant) ? 'deployment' : 'no_instance';
  }

  /** Whether those who left before and those who came afterwards are of different releases. */
  private isDeployment(instant: number): boolean {
    const before = latest(this.able.filter(({ to }) => to <= instant));
    const after = earliest(this.able.filter(({ from }) => from > instant));
    if (!before || !after || after.from - before.to > LONGEST_DEPLOYMENT_MS + STARTING_MS) return false;
    return before.release !== null && after.release !== null && before.release !== after.release;
  }
}

/** Whether an instance runs a job at all, as far as its row tells. */
export function canRun({ executes, labels }: InstanceLife, runsOn: readonly string[]): boolean {
  return executes && runsOn.every((label) => labels.includes(label));
}

function claiming(life: InstanceLife): InstanceLife {
  return { ...life, from: life.from + STARTING_MS };
}

function untilRecovered(evidence: Evidence): Evidence {
  return evidence.kind === 'database_unreachable' ? { ...evidence, to: evidence.to + RECOVERY_MS } : evidence;
}

function latest(lives: readonly InstanceLife[]): InstanceLife | undefined {
  return lives.reduce<InstanceLife | undefined>(
    (best, one) => (best && best.to >= one.to ? best : one),
    undefined,
  );
}

function earliest(lives: readonly InstanceLife[]): InstanceLife | undefined {
  return lives.reduce<InstanceLife | undefined>(
    (best, one) => (best && best.from <= one.from ? best : one),
    undefined,
  );
}
