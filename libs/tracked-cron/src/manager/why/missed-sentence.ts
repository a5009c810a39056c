import { holdsAt, type Presence } from '../../cluster/evidence.js';
import { canRun, type MissedCause } from '../../cluster/missed-cause.js';
import { instantInWords } from './in-words.js';
import type { WhyQuestion } from './why-question.js';

/** Why nobody ran a slot, as the end of a sentence. */
export function missedSentence(cause: MissedCause, question: WhyQuestion, { lives }: Presence): string {
  const { job, at, runsOn } = question;
  const able = lives.filter((life) => canRun(life, runsOn));
  const left = able.filter(({ to }) => to <= at).sort((a, b) => b.to - a.to)[0];
  const came = able.filter(({ from }) => from > at).sort((a, b) => a.from - b.from)[0];
  const leftAt = left ? `; the last one was seen at ${instantInWords(left.to, job.timeZone)}` : '';
  const cameAt = came ? `; the next one came at ${instantInWords(came.from, job.timeZone)}` : '';
  switch (cause) {
    case 'no_instance':
      return `no instance of ${job.application} (${job.environment}) that claims slots was alive${leftAt}${cameAt}.`;
    case 'no_capable_instance': {
      const present = lives.filter((life) => holdsAt(life, at)).length;
      const labels = runsOn.length === 0 ? '' : ` (runsOn: ${runsOn.join(', ')})`;
      return `${present === 1 ? 'one instance was' : `${present} instances were`} alive, but none that runs this job${labels}${leftAt}${cameAt}.`;
    }
    case 'deployment':
      return (
        `a deployment was under way: release ${left?.release ?? '?'} had left and release ${came?.release ?? '?'} ` +
        `was not there yet${leftAt}${cameAt}.`
      );
    case 'database_unreachable':
      return 'the database could not be reached, so that nobody could claim it.';
    case 'claim_slow':
      return 'the claim before it took so long that newer slots had come due meanwhile.';
    case 'event_loop_blocked':
      return 'the event loop of the instance that would have run it was blocked.';
    case 'clock_stepped':
      return "the database's clock was put ahead, past it.";
    case 'unknown':
      return 'nothing on record says why nobody started it in time.';
  }
}
