import type { Explanation } from './explanation.js';
import { judgeDue } from './judge-due.js';
import { judgeKnown } from './judge-known.js';
import { judgeRecorded } from './judge-recorded.js';
import { judgeUndecided, judgeUnrecorded, judgeUpcoming } from './judge-undecided.js';
import type { Judge } from './verdict.js';
import { whatNext } from './what-next.js';
import type { WhyFacts } from './why-facts.js';
import { WhyQuestion } from './why-question.js';

/** The first that has an answer gives it: what is on record goes before everything that is concluded. */
const JUDGES: readonly Judge[] = [
  judgeRecorded,
  judgeDue,
  judgeKnown,
  judgeUpcoming,
  judgeUndecided,
  judgeUnrecorded,
];

/** Decides why a job did or did not run at an instant, from what is on record. */
export function explain(facts: WhyFacts): Explanation {
  const { job, at } = facts;
  const question = new WhyQuestion(job, at.getTime());
  for (const judge of JUDGES) {
    const verdict = judge(question, facts);
    if (!verdict) continue;
    // a slot that is on record was one, also of a schedule that has changed since
    const slot = judge === judgeRecorded ? at.getTime() : question.slot;
    const date = (instant: number | null) => (instant === null ? null : new Date(instant));
    return {
      jobName: job.name,
      at,
      slot: date(slot),
      nearest: { before: date(question.before), after: date(question.after) },
      ...verdict,
      next: whatNext(question, facts, verdict),
    };
  }
  throw new Error('the last judge answers whatever is left');
}
