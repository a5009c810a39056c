import type { WhatNext } from './explanation.js';
import { durationInWords, instantInWords } from './in-words.js';
import { obstacleTo } from './obstacles.js';
import type { Verdict } from './verdict.js';
import type { WhyFacts } from './why-facts.js';
import { WhyQuestion } from './why-question.js';

/** What happens next by itself: whether the slot is still made up for, and when the job is due next. */
export function whatNext(question: WhyQuestion, facts: WhyFacts, verdict: Verdict): WhatNext {
  const { job } = question;
  if (job.removedAt !== null) return { text: 'Nothing: the job is gone from the code.', at: null };
  if (!question.enabled) {
    const by = job.switchedOff ? 'by an override' : 'in the code';
    return { text: `Nothing: the job is disabled ${by}.`, at: null };
  }
  const now = facts.now.getTime();
  const next = question.nextAfter(now);
  const own = aboutTheSlot(question, now, verdict);
  if (next === null) return { text: own === '' ? 'Nothing is due by itself.' : own, at: null };
  const due = `The next slot is at ${instantInWords(next, job.timeZone)}`;
  const obstacle = obstacleTo(new WhyQuestion(job, next), facts);
  const but = obstacle ? `; it ${obstacle.words}, as things stand` : '';
  return { text: `${own === '' ? '' : `${own} `}${due}${but}.`, at: new Date(next) };
}

function aboutTheSlot(question: WhyQuestion, now: number, { outcome, cause }: Verdict): string {
  switch (outcome) {
    case 'undecided':
      return cause === 'paused' || cause === 'frozen' || cause === 'breaker'
        ? 'This slot will be counted as skipped.'
        : caughtUp(question, now);
    case 'missed':
      return `It is not caught up any more: ${misfireInWords(question)}`;
    case 'skipped':
      return 'A skipped slot is not made up for.';
    case 'pending':
      return 'It starts by itself as soon as it may.';
    case 'running':
      return 'It is waited for.';
    case 'unrecorded':
      return 'It is not caught up.';
    default:
      return '';
  }
}

function caughtUp(question: WhyQuestion, now: number): string {
  const until = question.at + question.catchUpWindow;
  if (question.misfire === 'skip' || now > until)
    return `It will be recorded as missed: ${misfireInWords(question)}`;
  const when = `if it is claimed by ${instantInWords(until, question.job.timeZone)}`;
  return question.misfire === 'latest'
    ? `It will be caught up ${when} and no newer slot has come due.`
    : `It will be caught up ${when}.`;
}

function misfireInWords({ misfire, catchUpWindow }: WhyQuestion): string {
  const window = durationInWords(catchUpWindow);
  switch (misfire) {
    case 'latest':
      return `with misfire 'latest' only the newest slot runs late, within ${window}.`;
    case 'all':
      return `with misfire 'all' slots run late within ${window}.`;
    case 'skip':
      return "with misfire 'skip' no slot runs late.";
  }
}
