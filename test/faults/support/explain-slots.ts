import { CronDatabase } from '../../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../../libs/tracked-cron/src/database/database.options.js';
import { EvidenceRepository } from '../../../libs/tracked-cron/src/cluster/evidence.repository.js';
import { Explainer } from '../../../libs/tracked-cron/src/manager/why/explainer.js';
import type { Explanation } from '../../../libs/tracked-cron/src/manager/why/explanation.js';
import { WhyFactsRepository } from '../../../libs/tracked-cron/src/manager/why/why-facts.repository.js';
import { trackedCronTables } from '../../../libs/tracked-cron/src/tracked-cron.entities.js';
import type { TestDatabase } from '../../support/test-database.js';

/** Which slots are asked about. */
export interface SlotWindow {
  readonly jobs: readonly string[];
  /** Slots after this instant … */
  readonly from: Date;
  /** … up to and including this one. */
  readonly to: Date;
  /** Default: those of a `ChildInstance`. */
  readonly scope?: { readonly application: string; readonly environment: string };
}

/** What `explain` made of a window. */
export interface ExplainedSlots {
  readonly answers: readonly Explanation[];
  readonly slots: number;
  /** How many have the cause `unknown`. */
  readonly unknown: number;
  /** The same as a share, 0 to 1. */
  readonly unknownShare: number;
  /** How many have each cause. */
  readonly causes: Readonly<Record<string, number>>;
}

/**
 * Asks why for every slot that some jobs had in a window, from the record alone: no instance need be there any more.
 * @param database past any proxy
 */
export async function explainSlots(
  database: Pick<TestDatabase, 'url'>,
  { jobs, from, to, scope = { application: 'child', environment: 'test' } }: SlotWindow,
): Promise<ExplainedSlots> {
  const opened = new CronDatabase(resolveDatabaseOptions({ url: database.url }), trackedCronTables);
  try {
    await opened.open();
    const facts = new WhyFactsRepository(opened, scope, new EvidenceRepository(opened, scope));
    // this machine's clock is the database's
    const explainer = new Explainer(facts, { now: () => Date.now() });
    const answers: Explanation[] = [];
    for (const jobName of jobs) {
      let { after } = (await explainer.explain(jobName, from)).nearest;
      while (after !== null && after <= to) {
        const answer: Explanation = await explainer.explain(jobName, after);
        answers.push(answer);
        ({ after } = answer.nearest);
      }
    }
    return summary(answers);
  } finally {
    await opened.close();
  }
}

function summary(answers: readonly Explanation[]): ExplainedSlots {
  const causes: Record<string, number> = {};
  for (const { cause } of answers) causes[cause] = (causes[cause] ?? 0) + 1;
  const { unknown = 0 } = causes;
  const slots = answers.length;
  return { answers, slots, unknown, unknownShare: slots === 0 ? 0 : unknown / slots, causes };
}
