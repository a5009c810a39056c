import type { Fault, ToldRule } from './fault.js';
import type { Told } from './timed-channel.js';

/** What became of the faults of one rule, or of all of them. */
export interface Tally {
  /** What people were to be told of. */
  faults: number;
  /** What is nearly a fault, and they were not. */
  nearMisses: number;
  /** Messages, reminders included. */
  told: number;
  late: number;
  missing: number;
  false: number;
  duplicates: number;
  reminders: number;
  /** The longest time between a fault and its message, milliseconds. */
  worstMs: number;
}

/** The tallies of all rules. */
export class Tallies {
  readonly byRule = new Map<ToldRule | 'unknown', Tally>();

  /** @param faults each counts for the rule that it is a case of */
  constructor(faults: readonly Fault[]) {
    for (const { rule, expected } of faults)
      this.add(rule, expected.length > 0 ? { faults: 1 } : { nearMisses: 1 });
  }

  add(rule: ToldRule | 'unknown', more: Partial<Tally>): void {
    const tally = this.byRule.get(rule) ?? { ...NOTHING };
    this.byRule.set(rule, tally);
    for (const [name, count] of Object.entries(more) as [keyof Tally, number][])
      tally[name] = name === 'worstMs' ? Math.max(tally[name], count) : tally[name] + count;
  }

  /** Of all rules together. */
  get sum(): Tally {
    const sum = new Tallies([]);
    for (const tally of this.byRule.values()) sum.add('unknown', tally);
    return sum.byRule.get('unknown') ?? { ...NOTHING };
  }

  /** Rules of which there was no fault, or nothing that was nearly one: nothing is proved of them. */
  unproved(rules: readonly ToldRule[]): ToldRule[] {
    return rules.filter((rule) => {
      const { faults = 0, nearMisses = 0 } = this.byRule.get(rule) ?? {};
      return faults === 0 || nearMisses === 0;
    });
  }
}

/** What a message is about that nobody was to send. */
export function ruleOf({ rules }: Told): ToldRule | 'unknown' {
  return rules?.[0] ?? 'unknown';
}

const NOTHING: Tally = {
  faults: 0,
  nearMisses: 0,
  told: 0,
  late: 0,
  missing: 0,
  false: 0,
  duplicates: 0,
  reminders: 0,
  worstMs: 0,
};
