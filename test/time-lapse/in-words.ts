import type { Tally } from './tally.js';

const MOST_SHOWN = 40;

/** What there is to say of a time-lapse. */
export interface LapseReport {
  readonly held: boolean;
  readonly quiet: boolean;
  readonly figures: Readonly<Record<string, number>>;
  readonly byRule: Readonly<Record<string, Tally>>;
  readonly unproved: readonly string[];
  readonly wrong: readonly string[];
}

/** The report for people. */
export function inWords({ held, quiet, figures, byRule, unproved, wrong }: LapseReport): string {
  const what = quiet
    ? 'a quiet time tells nothing'
    : 'every fault is told once, on time, to the right channel, and nothing else';
  const rules = Object.entries(byRule)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([rule, tally]) => `${rule.padEnd(16)} ${counted({ ...tally })}`);
  const more = wrong.length > MOST_SHOWN ? [`… and ${wrong.length - MOST_SHOWN} more`] : [];
  const lines = [
    counted(figures),
    ...rules,
    ...(unproved.length > 0 ? [`without a fault or without a near miss: ${unproved.join(', ')}`] : []),
    ...wrong.slice(0, MOST_SHOWN),
    ...more,
  ];
  return [`${held ? 'held  ' : 'BROKEN'} ${what}`, ...lines.map((line) => `       ${line}`)].join('\n');
}

function counted(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
