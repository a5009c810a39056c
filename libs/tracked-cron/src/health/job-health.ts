import { findFailing } from './failing.rule.js';
import type { Finding, FindingRule } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { findLate } from './late.rule.js';
import { findMissed } from './missed.rule.js';
import { findStuck } from './stuck.rule.js';

/**
 * One word for a job. Where several hold, the first of: disabled (or gone from the code), paused, stuck,
 * failing (or missed, until a good run), late, unknown (nothing ever ended), healthy.
 */
export type HealthWord = 'healthy' | 'late' | 'failing' | 'stuck' | 'paused' | 'disabled' | 'unknown';

/** What the rules say about a job. */
export interface JobHealth {
  readonly health: HealthWord;
  /** The loudest word's reason first; at most one of each rule. */
  readonly findings: readonly Finding[];
}

/**
 * Judges a job by its facts. Pure and total: called by the status page, the manager and the monitor, which so
 * never disagree.
 *
 * A paused job isn't late, but what it did before stays true; of a disabled or removed one only what is still in
 * flight is judged.
 */
export function judgeHealth(facts: JobFacts): JobHealth {
  const findings = rulesFor(facts.state)
    .map((rule) => rule(facts))
    .filter((found) => found !== undefined);
  return { health: healthWord(facts, new Set(findings.map(({ rule }) => rule))), findings };
}

type Rule = (facts: JobFacts) => Finding | undefined;

function rulesFor(state: JobFacts['state']): readonly Rule[] {
  if (state === 'active') return [findStuck, findFailing, findMissed, findLate];
  if (state === 'paused') return [findStuck, findFailing, findMissed];
  return [findStuck];
}

function healthWord({ state, recent }: JobFacts, found: ReadonlySet<FindingRule>): HealthWord {
  if (state === 'disabled' || state === 'removed') return 'disabled';
  if (state === 'paused') return 'paused';
  if (found.has('stuck')) return 'stuck';
  if (found.has('failing') || found.has('missed')) return 'failing';
  if (found.has('late')) return 'late';
  return recent.length === 0 ? 'unknown' : 'healthy';
}
