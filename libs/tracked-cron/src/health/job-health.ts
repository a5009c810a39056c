import { findAssertion } from './assertion.rule.js';
import { findBreakerOpen } from './breaker-open.rule.js';
import { findFailing } from './failing.rule.js';
import { findFailureRate } from './failure-rate.rule.js';
import { findFast } from './fast.rule.js';
import type { Finding, FindingRule } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { findLate } from './late.rule.js';
import { asTold } from './loudness.js';
import { findLost } from './lost.rule.js';
import { findMissed } from './missed.rule.js';
import { findMustSucceedBy } from './must-succeed-by.rule.js';
import { findNeverRan } from './never-ran.rule.js';
import { findNoExecutor } from './no-executor.rule.js';
import { findObjective } from './objective.rule.js';
import { findSkippedAgain } from './skipped-again.rule.js';
import { findSlow } from './slow.rule.js';
import { findStale } from './stale.rule.js';
import { findStuck } from './stuck.rule.js';

/**
 * One word for a job. Where several hold, the first of: disabled (or gone from the code), paused, stuck, failing (its
 * executions fail, were lost or did nothing, a slot was missed, it is stale or was not done by its time: something is wrong
 * until a good run), late (a slot waits, or nobody is there for it), unknown (nothing ever ended), healthy. What is only
 * shown by default (skipped again, slow, fast, an open breaker, a burning objective) doesn't change the word.
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
 * A paused job isn't late, but what it did before stays true, and it is stale once it was forgotten; of a disabled or
 * removed one only what is still in flight is judged. One that is only run by hand has no slots to be late for.
 */
export function judgeHealth(facts: JobFacts): JobHealth {
  const found = rulesFor(facts.state)
    .map((rule) => rule(facts))
    .filter((one) => one !== undefined);
  return { health: healthWord(facts, found), findings: asTold(found, facts.thresholds.tell) };
}

type Rule = (facts: JobFacts) => Finding | undefined;

/** The loudest word's first. */
const EVERY_RULE: readonly Rule[] = [
  findStuck,
  findFailing,
  findAssertion,
  findMissed,
  findMustSucceedBy,
  findLost,
  findStale,
  findNeverRan,
  findLate,
  findNoExecutor,
  findFailureRate,
  findSkippedAgain,
  findBreakerOpen,
  findObjective,
  findSlow,
  findFast,
];

/** What presupposes that slots come and are to run. */
const NOT_WHILE_PAUSED: ReadonlySet<Rule> = new Set([
  findMustSucceedBy,
  findNeverRan,
  findLate,
  findNoExecutor,
  findSkippedAgain,
  findBreakerOpen,
]);
const RULES_WHILE_PAUSED = EVERY_RULE.filter((rule) => !NOT_WHILE_PAUSED.has(rule));

function rulesFor(state: JobFacts['state']): readonly Rule[] {
  if (state === 'active') return EVERY_RULE;
  return state === 'paused' ? RULES_WHILE_PAUSED : [findStuck];
}

const FAILING: ReadonlySet<FindingRule> = new Set([
  'failing',
  'failure_rate',
  'assertion',
  'missed',
  'must_succeed_by',
  'stale',
]);
const LATE: ReadonlySet<FindingRule> = new Set(['late', 'never_ran', 'no_executor']);

function healthWord({ state, recent }: JobFacts, found: readonly Finding[]): HealthWord {
  if (state === 'disabled' || state === 'removed') return 'disabled';
  if (state === 'paused') return 'paused';
  if (found.some(({ rule }) => rule === 'stuck')) return 'stuck';
  if (found.some(isFailing)) return 'failing';
  if (found.some(({ rule }) => LATE.has(rule))) return 'late';
  return recent.length === 0 ? 'unknown' : 'healthy';
}

/** One that was lost and is tried again may still come to a good end. */
function isFailing({ rule, severity }: Finding): boolean {
  return FAILING.has(rule) || (rule === 'lost' && severity === 'error');
}
