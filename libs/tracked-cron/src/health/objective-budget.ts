import { ofSlots, ofWork, type OutcomeCounts, type ResolvedObjective } from './objective.js';

/** What an objective asks for. */
export type ObjectiveShare = 'successRate' | 'availability';

/** The stretches of time that a budget is looked at over. */
const BUDGET_STRETCHES = ['hour', 'sixHours', 'window'] as const;

/** What jobs came to in each of them. */
type OutcomesByStretch = Readonly<Record<(typeof BUDGET_STRETCHES)[number], OutcomeCounts>>;

/** A job's objective and what it came to. */
export interface BudgetedJob {
  readonly objective: ResolvedObjective;
  readonly outcomes: OutcomesByStretch;
}

/** How the error budget of a job stands, or that of several together. */
export interface ErrorBudget {
  readonly share: ObjectiveShare;
  /** How many jobs ask for this share. */
  readonly jobs: number;
  /** The window, milliseconds; `null` where theirs differ: each is counted over its own. */
  readonly windowMs: number | null;
  /** What is asked for, 0 to 1: of several, weighted by what they came to. */
  readonly target: number;
  /** What it came to over the window, 0 to 1; `null` where nothing happened. */
  readonly actual: number | null;
  /** How many executions, or slots, were bad over the window, of how many. */
  readonly bad: number;
  readonly total: number;
  /** The part of the budget that is left: 1 for all, 0 for none, below 0: overdrawn. */
  readonly budgetLeft: number;
  /** How many times as fast as allowed it was used: 1 uses it up exactly at the end of the window. */
  readonly burn: Readonly<Record<(typeof BUDGET_STRETCHES)[number], number>>;
}

const COUNTED = { successRate: ofWork, availability: ofSlots };

/**
 * The budgets of some jobs as one: what each of them may do wrong, taken together. One for each share that any of them asks for.
 */
export function errorBudgets(jobs: readonly BudgetedJob[]): ErrorBudget[] {
  return (['successRate', 'availability'] as const).flatMap((share) => {
    const asking = jobs.filter(({ objective }) => objective[share] !== null);
    return asking.length === 0 ? [] : [budgetOf(share, asking)];
  });
}

function budgetOf(share: ObjectiveShare, jobs: readonly BudgetedJob[]): ErrorBudget {
  const sums = Object.fromEntries(
    BUDGET_STRETCHES.map((stretch) => [stretch, sumOf(share, jobs, stretch)]),
  ) as Record<(typeof BUDGET_STRETCHES)[number], Sum>;
  const { bad, total, allowed } = sums.window;
  const targets = jobs.map(({ objective }) => objective[share]!);
  const windows = new Set(jobs.map(({ objective }) => objective.windowMs));
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return {
    share,
    jobs: jobs.length,
    windowMs: windows.size === 1 ? [...windows][0] : null,
    target: exact(total === 0 ? mean : 1 - allowed / total),
    actual: total === 0 ? null : exact(1 - bad / total),
    bad,
    total,
    budgetLeft: exact(1 - burnOf(sums.window)),
    burn: {
      hour: burnOf(sums.hour),
      sixHours: burnOf(sums.sixHours),
      window: burnOf(sums.window),
    },
  };
}

interface Sum {
  readonly bad: number;
  readonly total: number;
  /** How many of them may be bad. */
  readonly allowed: number;
}

function sumOf(share: ObjectiveShare, jobs: readonly BudgetedJob[], stretch: keyof OutcomesByStretch): Sum {
  let [bad, total, allowed] = [0, 0, 0];
  for (const { objective, outcomes } of jobs) {
    const counted = COUNTED[share](outcomes[stretch]);
    bad += counted.bad;
    total += counted.total;
    allowed += counted.total * exact(1 - objective[share]!);
  }
  return { bad, total, allowed };
}

function burnOf({ bad, allowed }: Sum): number {
  return allowed === 0 ? 0 : exact(bad / allowed);
}

/** 1 - 0.99 is more than 0.01. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}
