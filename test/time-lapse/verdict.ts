import type { Severity } from 'nestjs-tracked-cron';
import { HOUR, SECOND } from '../support/job-facts.js';
import type { Expected, Fault } from './fault.js';
import type { FleetJob } from './fleet.js';
import type { Scenario } from './scenario.js';
import type { Told } from './timed-channel.js';
import { OURSELVES } from './together.js';

/** An absence is told within 15 s after it became true; of a gap it is known one sweep later which slots it took. */
const IN_TIME = 15 * SECOND;
const GAP_IN_TIME = 35 * SECOND;
const REMINDED_AFTER = 4 * HOUR;

/** What became of a scenario. */
export interface Verdict {
  readonly faults: number;
  readonly silentFaults: number;
  /** Messages that were to come. */
  readonly expected: number;
  readonly told: number;
  readonly late: number;
  readonly missing: number;
  readonly false: number;
  readonly duplicates: number;
  readonly reminders: number;
  /** Milliseconds between a fault and its message. */
  readonly worstMs: number;
  /** Everything that is not as it is to be, in words. */
  readonly wrong: readonly string[];
}

interface Wanted extends Pick<Expected, 'kind' | 'from'> {
  readonly fault: Fault;
  readonly channel: string;
  readonly severity: Severity;
}

/** Compares what was told with what was to be told. */
export function judge({ fleet, faults }: Scenario, told: readonly Told[]): Verdict {
  const jobs = new Map(fleet.map((job) => [job.name, job]));
  const wanted = faults.flatMap((fault) => wantedOf(fault, jobs.get(fault.subject)));
  const left = new Set(told);
  const wrong: string[] = [];
  let [late, missing, worstMs] = [0, 0, 0];
  for (const one of wanted) {
    const limit = one.fault.subject === OURSELVES ? GAP_IN_TIME : IN_TIME;
    const heard = [...left].filter((message) => isAbout(message, one) && message.at >= one.from);
    const [first] = heard.sort((a, b) => a.at - b.at);
    if (first === undefined || first.at - one.from > HOUR) {
      missing += 1;
      wrong.push(`missing: ${inWords(one)}`);
      continue;
    }
    left.delete(first);
    worstMs = Math.max(worstMs, first.at - one.from);
    if (first.at - one.from <= limit) continue;
    late += 1;
    wrong.push(`late by ${(first.at - one.from) / SECOND} s: ${inWords(one)}`);
  }
  const reminders = [...left].filter((message) => isReminder(message, wanted, told));
  for (const message of reminders) left.delete(message);
  const duplicates = [...left].filter((message) =>
    wanted.some((one) => isAbout(message, one) && isWithin(message, one)),
  );
  const isDuplicate = new Set(duplicates);
  for (const message of left)
    wrong.push(
      `${isDuplicate.has(message) ? 'duplicate' : 'false'}: ${instant(message.at)} ${message.channel} ${message.kind} ${message.title}`,
    );
  return {
    faults: faults.length,
    silentFaults: faults.filter(({ expected }) => expected.length === 0).length,
    expected: wanted.length,
    told: told.length,
    late,
    missing,
    false: left.size - duplicates.length,
    duplicates: duplicates.length,
    reminders: reminders.length,
    worstMs,
    wrong,
  };
}

/** By the design of the routes: reports to their own channel, what is an error of billing to its pager, all else to the chat. */
function channelOf(job: FleetJob | undefined, severity: Severity): string {
  if (job?.group === 'reports') return 'reports';
  return job?.owner === 'billing' && severity === 'error' ? 'pager' : 'chat';
}

/** Whoever has heard of the trouble hears that it is over. */
function wantedOf(fault: Fault, job: FleetJob | undefined): Wanted[] {
  const heard = new Set<string>();
  return fault.expected.flatMap(({ kind, severity, from }): Wanted[] => {
    if (kind === 'recovered') return [...heard].map((channel) => ({ fault, kind, severity, from, channel }));
    const channel = channelOf(job, severity);
    heard.add(channel);
    return [{ fault, kind, severity, from, channel }];
  });
}

function isAbout(message: Told, { fault, kind, channel, severity }: Wanted): boolean {
  return (
    message.subject === fault.subject &&
    message.kind === kind &&
    message.channel === channel &&
    (message.severity === null || message.severity === severity)
  );
}

function isWithin({ at }: Told, { from }: Wanted): boolean {
  return at >= from && at - from < 24 * HOUR;
}

/** Nobody has acknowledged it: it is told again, four hours after whatever was told before. */
function isReminder(message: Told, wanted: readonly Wanted[], told: readonly Told[]): boolean {
  if (message.kind !== 'reminded') return false;
  const mine = wanted.filter(
    ({ fault, channel }) => fault.subject === message.subject && channel === message.channel,
  );
  const begun = mine.some(({ kind, from, fault }) => {
    const over = fault.expected.find((one) => one.kind === 'recovered')?.from ?? Infinity;
    return kind !== 'recovered' && from <= message.at && message.at < over;
  });
  const before = told.filter(
    ({ subject, channel, at }) =>
      subject === message.subject && channel === message.channel && at < message.at,
  );
  return begun && before.every(({ at }) => message.at - at >= REMINDED_AFTER - IN_TIME);
}

function inWords({ fault, kind, channel, severity, from }: Wanted): string {
  return `${instant(from)} ${channel} ${kind} ${severity} "${fault.name}" of ${fault.subject}`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
