import { HOUR, SECOND } from '../support/job-facts.js';
import type { Scenario } from './scenario.js';
import { ruleOf, Tallies } from './tally.js';
import type { Told } from './timed-channel.js';
import { isAbout, wantedOf, type Wanted } from './wanted.js';

const REMINDED_AFTER = 4 * HOUR;
/** A sweep may come so much later the next time. */
const ABOUT = 15 * SECOND;

/** What became of a scenario. */
export interface Verdict {
  readonly tallies: Tallies;
  /** Everything that is not as it is to be, in words. */
  readonly wrong: readonly string[];
}

/** Compares what was told with what was to be told. */
export function judge({ fleet, faults }: Scenario, told: readonly Told[]): Verdict {
  const jobs = new Map(fleet.map((job) => [job.name, job]));
  const wanted = faults.flatMap((fault) => wantedOf(fault, jobs.get(fault.subject)));
  const tallies = new Tallies(faults);
  const left = new Set(told);
  const wrong: string[] = [];
  for (const one of wanted) {
    const { rule } = one.fault;
    const heard = [...left].filter((message) => isAbout(message, one) && message.at >= one.from);
    const [first] = heard.sort((a, b) => a.at - b.at);
    if (first === undefined || first.at - one.from > HOUR) {
      tallies.add(rule, { missing: 1 });
      wrong.push(`missing: ${inWords(one)}`);
      continue;
    }
    left.delete(first);
    const waitedMs = first.at - one.from;
    tallies.add(rule, { told: 1, worstMs: waitedMs });
    if (waitedMs <= one.withinMs) continue;
    tallies.add(rule, { late: 1 });
    wrong.push(`late, after ${waitedMs / SECOND} s: ${inWords(one)}`);
  }
  for (const message of left) {
    const mine = wanted.filter((one) => one.fault.subject === message.subject);
    if (isReminder(message, mine, told)) {
      tallies.add(ruleOf(message), { told: 1, reminders: 1 });
      continue;
    }
    const twice = mine.find((one) => isAbout(message, one) && isWithin(message, one));
    if (twice) tallies.add(twice.fault.rule, { told: 1, duplicates: 1 });
    else tallies.add(ruleOf(message), { told: 1, false: 1 });
    wrong.push(`${twice ? 'duplicate' : 'false'}: ${messageInWords(message)}`);
  }
  return { tallies, wrong };
}

function isWithin({ at }: Told, { from }: Wanted): boolean {
  return at >= from && at - from < 24 * HOUR;
}

/** Nobody has acknowledged it: it is told again, four hours after whatever was told before. @param wanted of its subject */
function isReminder(message: Told, wanted: readonly Wanted[], told: readonly Told[]): boolean {
  if (message.kind !== 'reminded') return false;
  const begun = wanted.some(({ kind, from, fault, channel }) => {
    const over = fault.expected.find((one) => one.kind === 'recovered')?.from ?? Infinity;
    return channel === message.channel && kind !== 'recovered' && from <= message.at && message.at < over;
  });
  const before = told.filter(
    ({ subject, channel, at }) =>
      subject === message.subject && channel === message.channel && at < message.at,
  );
  return begun && before.every(({ at }) => message.at - at >= REMINDED_AFTER - ABOUT);
}

function inWords({ fault, kind, channel, severity, from }: Wanted): string {
  return `${instant(from)} ${channel} ${kind} ${severity} "${fault.name}" of ${fault.subject}`;
}

function messageInWords({ at, channel, kind, severity, title }: Told): string {
  return `${instant(at)} ${channel} ${kind} ${severity ?? ''} ${title}`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
