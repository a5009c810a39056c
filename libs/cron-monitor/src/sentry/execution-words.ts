import type { ExecutionError } from 'nestjs-tracked-cron';
import { cutText, oneLine } from '../channels/neutral-text.js';
import { formatDuration, topOwnFrame, type Assignment } from 'nestjs-tracked-cron/internal';

const LONGEST_TAG = 200;

/** Where executions run, and where people look at them. */
export interface Surroundings {
  readonly application: string;
  readonly environment: string;
  readonly release: string | null;
  /** Its id changes when it loses its lease. */
  readonly instance: { readonly id: string };
  /** Where an execution is shown; null where nobody shows it. */
  readonly linkTo: (executionId: string) => string | null;
}

/** What events can be searched by. */
export function tagsOf(
  { job: { definition }, trigger, attempt }: Assignment,
  { environment }: Surroundings,
): Record<string, string> {
  return {
    'cron.job': tag(definition.name),
    ...(definition.group !== null && { 'cron.group': tag(definition.group) }),
    'cron.environment': tag(environment),
    'cron.trigger': trigger,
    'cron.attempt': String(attempt),
  };
}

/** What else there is to know of the attempt, for whoever reads an event. */
export function contextOf(
  { id, job: { definition }, scheduledAt, attempt, maxAttempts }: Assignment,
  startedAt: number,
  { application, release, instance, linkTo }: Surroundings,
): Record<string, unknown> {
  const link = linkTo(id);
  const { expression, timeZone } = definition.schedule;
  return {
    job: definition.name,
    execution: id,
    ...(link !== null && { link }),
    ...(scheduledAt !== null && {
      slot: new Date(scheduledAt).toISOString(),
      // a later attempt starts later because it waited
      ...(attempt === 1 && { lateness: formatDuration(Math.max(0, Math.round(startedAt - scheduledAt))) }),
    }),
    started: new Date(startedAt).toISOString(),
    attempt: `${attempt} of ${maxAttempts}`,
    schedule: `${expression} (${timeZone})`,
    application,
    ...(release !== null && { release }),
    instance: instance.id,
  };
}

/** The same for the same fault of one job: its class and where in the application's own code it was thrown. */
export function fingerprintOf(
  jobName: string,
  { errorClass, message, stack, fingerprint }: ExecutionError,
): string[] {
  // behind the message, which may look like frames
  const frames = stack === null ? null : stack.slice(stack.indexOf(message) + message.length);
  return ['cron', oneLine(jobName), oneLine(errorClass), (frames && topOwnFrame(frames)) ?? fingerprint];
}

/** A trace for each execution, whichever instances run its attempts: its id, which is a UUID, is one of a trace too. */
export function traceOf({ id }: Pick<Assignment, 'id'>): { traceId: string; sampleRand: number } {
  const traceId = id.replaceAll('-', '');
  // the same for all attempts, so that all of them are sampled, or none is
  return { traceId, sampleRand: Number.parseInt(traceId.slice(-8), 16) / 2 ** 32 };
}

/** A tag as Sentry takes it: on one line, and no longer. */
export function tag(text: string): string {
  return cutText(oneLine(text), LONGEST_TAG);
}
