import { canRun } from '../../cluster/missed-cause.js';
import { breakerWord } from '../../execution/breaker.js';
import type { EvidenceLine, ExplanationCause } from './explanation.js';
import { byWhom, instantInWords } from './in-words.js';
import type { WhyFacts } from './why-facts.js';
import type { WhyQuestion } from './why-question.js';

/** Something that will keep a slot from running, as things stand. */
export interface Obstacle {
  readonly cause: ExplanationCause;
  /** As the rest of a sentence that begins with the slot. */
  readonly words: string;
  readonly line: EvidenceLine;
}

/** What stands in the way of a slot, as things stand now; undefined for nothing. */
export function obstacleTo(question: WhyQuestion, { presence, now }: WhyFacts): Obstacle | undefined {
  const { job, at, runsOn } = question;
  const until = (end: Date | null) => (end === null ? '' : ` until ${instantInWords(end, job.timeZone)}`);
  const holds = (since: Date | null, end: Date | null) =>
    since !== null && (end === null || end.getTime() > Math.max(at, now.getTime()));
  const obstacle = (
    cause: ExplanationCause & EvidenceLine['kind'],
    words: string,
    from: Date | null,
    to: Date | null,
  ): Obstacle => ({ cause, words, line: { kind: cause, from, to, text: `It ${words}.` } });

  if (job.skipSlot?.getTime() === at)
    return obstacle(
      'skip_next',
      `will be skipped, as was asked${byWhom(job.skipBy, job.skipReason)}`,
      null,
      job.skipSlot,
    );
  if (holds(job.frozenAt, job.frozenUntil))
    return obstacle('frozen', `is held by a freeze${until(job.frozenUntil)}`, job.frozenAt, job.frozenUntil);
  if (holds(job.pausedAt, job.pausedUntil)) {
    const by = byWhom(job.pausedBy, job.pauseReason);
    return obstacle('paused', `is paused${by}${until(job.pausedUntil)}`, job.pausedAt, job.pausedUntil);
  }
  if (breakerWord({ until: job.breakerUntil?.getTime() ?? null }, Math.max(at, now.getTime())) === 'open')
    return obstacle(
      'breaker',
      `is held by an open circuit breaker${until(job.breakerUntil)}`,
      job.breakerOpenedAt,
      job.breakerUntil,
    );
  const alive = presence.lives.filter(({ to }) => to === Infinity);
  if (alive.some((life) => canRun(life, runsOn))) return undefined;
  const cause = alive.length === 0 ? 'no_instance' : 'no_capable_instance';
  const words = alive.length === 0 ? 'has no instance that is alive now' : 'has no instance now that runs it';
  return { cause, words, line: { kind: 'instance', from: null, to: null, text: `It ${words}.` } };
}
