import type { Severity } from 'nestjs-tracked-cron';
import { MINUTE, SECOND } from '../support/job-facts.js';
import type { Expected, Fault, KnownBy } from './fault.js';
import type { FleetJob } from './fleet.js';
import type { Told } from './timed-channel.js';

/**
 * How soon people are told, by what lets it be known: what the design promises of ends and absences; statistics are
 * counted once a minute; a channel gets a digest a minute.
 */
const WITHIN: Readonly<Record<KnownBy, number>> = {
  end: 3 * SECOND,
  sweep: 15 * SECOND,
  count: MINUTE + 15 * SECOND,
  digest: MINUTE + 3 * SECOND,
};

/** A message that is to come. */
export interface Wanted extends Pick<Expected, 'kind' | 'from'> {
  readonly fault: Fault;
  readonly channel: string;
  readonly severity: Severity;
  readonly withinMs: number;
}

/** The messages about a fault. Whoever has heard of the trouble hears that it is over. */
export function wantedOf(fault: Fault, job: FleetJob | undefined): Wanted[] {
  const heard = new Set<string>();
  return fault.expected.flatMap((expected): Wanted[] => {
    const { kind, severity, from, knownBy = kind === 'recovered' ? 'end' : 'sweep' } = expected;
    const one = { fault, kind, severity, from, withinMs: WITHIN[knownBy] };
    if (kind === 'recovered') return [...heard].map((channel) => ({ ...one, channel }));
    const channel = channelOf(job, severity);
    heard.add(channel);
    return [{ ...one, channel }];
  });
}

/** By the design of the routes: reports to their own channel, what is an error of billing to its pager, all else to the chat. */
function channelOf(job: FleetJob | undefined, severity: Severity): string {
  if (job?.group === 'reports') return 'reports';
  return job?.owner === 'billing' && severity === 'error' ? 'pager' : 'chat';
}

/** Whether a message is the one that is to come, whenever it came. */
export function isAbout(message: Told, { fault, kind, channel, severity }: Wanted): boolean {
  return (
    message.subject === fault.subject &&
    message.kind === kind &&
    message.channel === channel &&
    (message.severity === null || message.severity === severity) &&
    (kind !== 'opened' || names(message, fault))
  );
}

function names({ rules }: Told, { rule }: Fault): boolean {
  return rules === null || rules.includes(rule === 'gap' ? 'missed' : rule);
}
