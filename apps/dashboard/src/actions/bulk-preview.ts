import type { Schemas } from '../api/client.js';
import type { JobStatus } from '../api/queries.js';
import { count } from '../time/words.js';

/** What can be done to several jobs from a list of them. */
export type BulkAction = Exclude<Schemas['Bulk']['action'], 'skip-next'>;

/** How an action is said: as the button, before it, and after it. */
export const BULK_WORDS: Readonly<Record<BulkAction, { verb: string; done: string; follows: string }>> = {
  trigger: { verb: 'Trigger', done: 'Triggered', follows: 'Each starts now, beside its schedule.' },
  pause: {
    verb: 'Pause',
    done: 'Paused',
    follows: 'Slots that come due meanwhile are skipped and not caught up. What runs goes on.',
  },
  resume: {
    verb: 'Resume',
    done: 'Resumed',
    follows: 'Slots run again from the next one on. What was skipped stays skipped.',
  },
};

/** `1 job`, `12 jobs`. */
export function jobsInWords(many: number): string {
  return `${count(many)} ${many === 1 ? 'job' : 'jobs'}`;
}

type Rule = readonly [fits: (job: JobStatus) => boolean, follows: (jobs: string, isOne: boolean) => string];

const isBusy = ({ inFlight, overlap }: JobStatus) => inFlight.length > 0 && overlap !== 'allow';
const be = (isOne: boolean) => (isOne ? 'is' : 'are');

const RULES: Readonly<Record<BulkAction, readonly Rule[]>> = {
  trigger: [
    [isBusy, (jobs, isOne) => `${jobs} ${be(isOne)} in flight and will be refused.`],
    [({ frozen }) => frozen !== null, (jobs, isOne) => `${jobs} ${be(isOne)} frozen and will be refused.`],
    [
      ({ paused }) => paused !== null,
      (jobs, isOne) => `${jobs} ${be(isOne)} paused: a trigger starts ${isOne ? 'it' : 'them'} all the same.`,
    ],
  ],
  pause: [
    [
      ({ paused }) => paused !== null,
      (jobs, isOne) => `${jobs} ${be(isOne)} paused already: end and reason are replaced.`,
    ],
  ],
  resume: [
    [
      ({ paused }) => paused === null,
      (jobs, isOne) => `${jobs} ${be(isOne)} not paused: nothing changes for ${isOne ? 'it' : 'them'}.`,
    ],
    [({ frozen }) => frozen !== null, (jobs, isOne) => `${jobs} stay${isOne ? 's' : ''} frozen.`],
  ],
};

/** What is known beforehand of an action on these jobs, a sentence each. The server says what became of each. */
export function bulkPreview(action: BulkAction, jobs: readonly JobStatus[]): readonly string[] {
  return RULES[action].flatMap(([fits, follows]) => {
    const many = jobs.filter(fits).length;
    return many === 0 ? [] : [follows(jobsInWords(many), many === 1)];
  });
}

/** What became of it, in a line. */
export function bulkInWords({ action, done, refused }: Schemas['BulkResult']): string {
  const said = `${BULK_WORDS[action as BulkAction].done} ${jobsInWords(done)}`;
  return refused === 0 ? `${said}.` : `${said}; ${jobsInWords(refused)} refused.`;
}
