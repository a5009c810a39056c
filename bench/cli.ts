import type { Workload } from './measurement.js';

/** What the command line asks for. */
export interface BenchOptions {
  readonly workloads: readonly Workload[];
  readonly rounds: number;
  /** How many executions a history has; undefined for what the workload says. */
  readonly rows: number | undefined;
  readonly json: boolean;
  /** Everything small and short, to see that it works: the figures mean nothing. */
  readonly quick: boolean;
  /** How long each round of `live` is measured. */
  readonly minutes: number | undefined;
}

const WORKLOADS: readonly Workload[] = [
  'record',
  'due-at-once',
  'idle',
  'import',
  'observe',
  'history',
  'live',
  'sweep',
  'page',
];
const USAGE = `npm run bench -- [${WORKLOADS.join('|')}] [--rounds N] [--rows N] [--minutes N] [--quick] [--json]`;

/** @throws Error with the usage */
export function readOptions(args: readonly string[]): BenchOptions {
  const workloads: Workload[] = [];
  let rounds: number | undefined;
  let rows: number | undefined;
  let minutes: number | undefined;
  let json = false;
  let quick = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === '--json') json = true;
    else if (arg === '--quick') quick = true;
    else if (arg === '--rounds') rounds = positive(arg, args[(index += 1)]);
    else if (arg === '--rows') rows = positive(arg, args[(index += 1)]);
    else if (arg === '--minutes') minutes = positive(arg, args[(index += 1)]);
    else if (isWorkload(arg)) workloads.push(arg);
    else throw new Error(`"${arg}" is not known: ${USAGE}`);
  }
  return {
    workloads: workloads.length > 0 ? workloads : WORKLOADS,
    rounds: rounds ?? (quick ? 1 : 3),
    rows,
    json,
    quick,
    minutes,
  };
}

function isWorkload(arg: string): arg is Workload {
  return (WORKLOADS as readonly string[]).includes(arg);
}

function positive(option: string, text: string | undefined): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${option} must be a whole number above 0: ${USAGE}`);
}
