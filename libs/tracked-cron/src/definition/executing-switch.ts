import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition } from './job-definition.js';

/** What a job shows to whoever decides where it runs. */
export type JobIdentity = Pick<JobDefinition, 'name' | 'group' | 'owner' | 'tags'>;

/** Whether this process runs jobs: all, none, or those that a function picks. */
export type ExecuteOption = boolean | ((job: JobIdentity) => boolean);

/** What decides where the host did not. */
export interface ProcessFacts {
  /** The environment variable `TRACKED_CRON_EXECUTE`. */
  readonly variable: string | undefined;
  /** `NODE_ENV` is `test`. */
  readonly test: boolean;
  /** The process has no server: a script, a REPL, a command. */
  readonly standalone: boolean;
}

/** Whether jobs run here, and why, for the log. */
export interface ExecutingSwitch {
  /** Whether a job's executions may run here; a disabled job's too, because it can be run by hand. */
  readonly executes: (job: Pick<JobDefinition, keyof JobIdentity | 'runsOn' | 'system'>) => boolean;
  /** False when no job can run here at all. */
  readonly any: boolean;
  /** Whether somebody asked for it or against it. */
  readonly asked: boolean;
  readonly because: string;
}

const ON = new Set(['true', '1', 'on', 'yes']);
const OFF = new Set(['false', '0', 'off', 'no']);

/**
 * An operator's variable comes before the code's option, and both before the rule of thumb: servers execute; scripts
 * and tests don't unless asked.
 *
 * @throws TrackedCronError `INVALID_OPTION` for a variable that is neither on nor off
 */
export function executingSwitch(
  option: ExecuteOption | undefined,
  facts: ProcessFacts,
  labels: readonly string[],
): ExecutingSwitch {
  const { chosen, asked, because } = choose(option, facts);
  const has = new Set(labels);
  return {
    any: chosen !== false,
    asked,
    because,
    executes: ({ runsOn, system, ...job }) =>
      runsOn.every((label) => has.has(label)) &&
      (typeof chosen === 'boolean' ? chosen : system || chosen(job)),
  };
}

function choose(
  option: ExecuteOption | undefined,
  { variable, test, standalone }: ProcessFacts,
): { chosen: ExecuteOption; asked: boolean; because: string } {
  const word = variable?.trim().toLowerCase();
  if (word) {
    if (!ON.has(word) && !OFF.has(word)) {
      throw new TrackedCronError(
        'INVALID_OPTION',
        `TRACKED_CRON_EXECUTE="${variable}" is neither on nor off: write "true" or "false".`,
      );
    }
    const on = ON.has(word);
    // a function still picks among the jobs of an instance that is switched on
    const chosen = on && typeof option === 'function' ? option : on;
    return { chosen, asked: true, because: `TRACKED_CRON_EXECUTE is ${word}` };
  }
  if (option !== undefined) {
    return { chosen: option, asked: true, because: 'the module says so' };
  }
  if (test) return { chosen: false, asked: false, because: 'NODE_ENV is test' };
  if (standalone) return { chosen: false, asked: false, because: 'this application context has no server' };
  return { chosen: true, asked: false, because: 'this is a server' };
}
