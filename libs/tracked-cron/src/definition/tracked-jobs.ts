/**
 * The application's jobs and what they are run with, for the type checker: `void` for a job without parameters. Empty,
 * any name and any parameters go; with entries, only those.
 *
 * @example
 * declare module 'nestjs-tracked-cron' {
 *   interface TrackedJobs {
 *     'MatchUpdates.refreshLiveScores': void;
 *     'reports.build': { month: string };
 *   }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- hosts fill it
export interface TrackedJobs {}

/** A job's name. One that is only known at run time: `name as JobName`. */
export type JobName = keyof TrackedJobs extends never ? string : Extract<keyof TrackedJobs, string>;

/** What a job is run with; `unknown` while {@link TrackedJobs} doesn't say. */
export type JobParameters<Name extends string> = Name extends keyof TrackedJobs
  ? TrackedJobs[Name] extends void
    ? undefined
    : TrackedJobs[Name]
  : unknown;

/** The parameters as last argument: they can only be left out where the job can do without. */
export type ParametersArgument<Name extends string> = Name extends string
  ? undefined extends JobParameters<Name>
    ? [parameters?: JobParameters<Name>]
    : [parameters: JobParameters<Name>]
  : never;
