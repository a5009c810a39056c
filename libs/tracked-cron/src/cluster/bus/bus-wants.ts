import type { BusTopic } from './instance-bus.js';

/** A topic, or one id of it: `logs`, `logs:0190…`. */
export type BusWant = string;

export function wantOf(topic: BusTopic, id?: string): BusWant {
  return id === undefined ? topic : `${topic}:${id}`;
}

/** What every instance listens to, without saying so: it is rare, and saying so would cost each of them a statement a minute. */
const WANTED_BY_ALL: readonly BusTopic[] = ['override'];

/** More single ids than this are not named one by one: all of their topic is wanted instead. */
const MOST_IDS = 150;

/** Who wants to hear what: this instance, and the others as far as they said so lately. Pure; time is given. */
export class BusWants {
  private readonly own = new Map<BusWant, number>();
  private readonly others = new Map<string, { readonly wants: readonly BusWant[]; readonly until: number }>();
  private all: ReadonlySet<BusWant> = new Set();
  private validUntil = Infinity;

  /** @returns whether that is news */
  add(want: BusWant): boolean {
    const count = this.own.get(want) ?? 0;
    this.own.set(want, count + 1);
    if (count === 0) this.gather();
    return count === 0;
  }

  /** @returns whether nobody here wants it any more */
  remove(want: BusWant): boolean {
    const count = this.own.get(want) ?? 0;
    if (count > 1) {
      this.own.set(want, count - 1);
      return false;
    }
    this.own.delete(want);
    this.gather();
    return true;
  }

  /** What another instance said; it stands until then, unless it says something else. */
  heard(from: string, wants: readonly BusWant[], until: number): void {
    if (wants.length === 0) this.others.delete(from);
    else this.others.set(from, { wants, until });
    this.gather();
  }

  /** Forgets what was said for too long ago. @returns until when what is left stands */
  expire(now: number): number {
    if (now >= this.validUntil) {
      for (const [from, { until }] of this.others) if (now >= until) this.others.delete(from);
      this.gather();
    }
    return this.validUntil;
  }

  has(topic: BusTopic, id?: string): boolean {
    if (WANTED_BY_ALL.includes(topic)) return true;
    return this.all.size > 0 && (this.all.has(topic) || (id !== undefined && this.all.has(`${topic}:${id}`)));
  }

  /** Whether it has to be told to others. */
  hasByOthers(topic: BusTopic, id: string | undefined): boolean {
    if (WANTED_BY_ALL.includes(topic)) return true;
    for (const { wants } of this.others.values()) {
      if (wants.includes(topic) || (id !== undefined && wants.includes(`${topic}:${id}`))) return true;
    }
    return false;
  }

  /** What this instance wants, as others are told. */
  announcement(): BusWant[] {
    const wants = [...this.own.keys()].filter(
      (want) => !(WANTED_BY_ALL as readonly BusWant[]).includes(want),
    );
    const single = wants.filter((want) => want.includes(':'));
    if (single.length <= MOST_IDS) return wants;
    const topics = single.map((want) => want.slice(0, want.indexOf(':')));
    return [...new Set([...wants.filter((want) => !want.includes(':')), ...topics])];
  }

  private gather(): void {
    const heard = [...this.others.values()];
    this.all = new Set([...this.own.keys(), ...heard.flatMap(({ wants }) => wants)]);
    this.validUntil = Math.min(Infinity, ...heard.map(({ until }) => until));
  }
}
