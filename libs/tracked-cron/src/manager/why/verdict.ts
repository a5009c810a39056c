import type { EvidenceLine, ExplanationCause, ExplanationOutcome } from './explanation.js';
import type { WhyFacts } from './why-facts.js';
import type { WhyQuestion } from './why-question.js';

/** What was found out about an instant. */
export interface Verdict {
  readonly outcome: ExplanationOutcome;
  readonly cause: ExplanationCause;
  readonly sentence: string;
  readonly evidence: readonly EvidenceLine[];
}

/** Looks at the facts for one kind of answer; undefined where another one holds. */
export type Judge = (question: WhyQuestion, facts: WhyFacts) => Verdict | undefined;
