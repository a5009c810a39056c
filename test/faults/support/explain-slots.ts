import { CronDatabase } from '../../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../../libs/tracked-cron/src/database/database.options.js';
import { EvidenceRepository } from '../../../libs/tracked-cron/src/cluster/evidence.repository.js';
import { Explainer } from '../../../libs/tracked-cron/src/manager/why/explainer.js';
import type { Explanation } from '../../../libs/tracked-cron/src/manager/why/explanation.js';
import { WhyFactsRepository } from '../../../libs/tracked-cron/src/manager/why/why-facts.repository.js';
import { Schedule } from '../../../libs/tracked-cron/src/schedule/schedule.js';
import { trackedCronTables } from '../../../libs/tracked-cron/src/tracked-cron.entities.js';
import type { TestDatabase } from '../../support/test-database.js';
import type { RecordedJob } from './record.js';

const CHILD_SCOPE = { application: 'child', environment: 'test' };

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
  { jobs, from, to, scope = CHILD_SCOPE }: SlotWindow,
): Promise<ExplainedSlots> {
  return withExplainer(database, scope, async (explainer) => {
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
  });
}

/** Jobs, and slots of each, that {@link explainSome} asks about at most. */
const MOST_JOBS = 5;
const MOST_SLOTS = 20;

/** Asks why for some of the slots that were decided, spread over jobs and time. */
export async function explainSome(
  database: Pick<TestDatabase, 'url' | 'query'>,
  jobs: readonly RecordedJob[],
): Promise<ExplainedSlots> {
  const [scope = CHILD_SCOPE] = await database.query<typeof CHILD_SCOPE>(
    'select application, environment from tracked_cron.cron_jobs limit 1',
  );
  const decided = jobs.filter(({ registered, schedule }) => registered !== null && schedule !== '@never');
  return withExplainer(database, scope, async (explainer) => {
    const answers: Explanation[] = [];
    for (const { name, schedule, time_zone: timeZone, registered, watermark } of spread(decided, MOST_JOBS)) {
      const slots = Schedule.of(schedule.split(' | '), timeZone).between(registered!, watermark);
      for (const slot of spread(slots, MOST_SLOTS)) answers.push(await explainer.explain(name, slot));
    }
    return summary(answers);
  });
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, nth) => items[Math.floor(nth * step)]);
}

async function withExplainer<Result>(
  { url }: Pick<TestDatabase, 'url'>,
  scope: typeof CHILD_SCOPE,
  ask: (explainer: Explainer) => Promise<Result>,
): Promise<Result> {
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  try {
    await database.open();
    const facts = new WhyFactsRepository(database, scope, new EvidenceRepository(database, scope));
    // this machine's clock is the database's
    return await ask(new Explainer(facts, { now: () => Date.now() }));
  } finally {
    await database.close();
  }
}

function summary(answers: readonly Explanation[]): ExplainedSlots {
  const causes: Record<string, number> = {};
  for (const { cause } of answers) causes[cause] = (causes[cause] ?? 0) + 1;
  const { unknown = 0 } = causes;
  const slots = answers.length;
  return { answers, slots, unknown, unknownShare: slots === 0 ? 0 : unknown / slots, causes };
}
