import 'reflect-metadata';
import { parseArgs } from 'node:util';
import startPostgres from '../support/start-postgres.js';
import stopPostgres from '../support/stop-postgres.js';
import { live } from './lapse.js';
import { scenarioOf } from './scenario.js';
import { judge, type Verdict } from './verdict.js';

// A month of two hundred jobs with scripted faults, all options at their defaults: every fault is told once, on time, to the
// right channel, and nothing else is; and a month without faults, in which nothing is told.
//
//   npm run test:time-lapse                 a month
//   npm run test:time-lapse -- --days 1
//   npm run test:time-lapse -- --seed 7     with other faults
//   npm run test:time-lapse -- --json       one JSON object for each of the two

const MOST_SHOWN = 40;

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [days, seed] = [Number(values.days), Number(values.seed)];
if (!Number.isInteger(days) || days < 1 || days > 60)
  throw new Error(`--days ${values.days}: write 1 to 60.`);
if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed}: write a whole number.`);

await startPostgres();
try {
  const held = [await lapse(true), await lapse(false)].filter(Boolean).length;
  if (!values.json) console.log(`${held} held, ${2 - held} did not`);
  process.exitCode = held === 2 ? 0 : 1;
} finally {
  await stopPostgres();
}

async function lapse(quiet: boolean): Promise<boolean> {
  const scenario = scenarioOf({ days, seed, quiet });
  const startedAt = performance.now();
  const { told, sweeps, moments } = await live(scenario, (day) => {
    if (process.stderr.isTTY) process.stderr.write(`\rday ${Math.floor(day)} of ${days} `);
  });
  const verdict = judge(scenario, told);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const held = verdict.wrong.length === 0 && (quiet ? told.length === 0 : verdict.faults > 0);
  const what = { quiet, days, seed, jobs: scenario.fleet.length, writes: moments, sweeps, seconds, held };
  console.log(values.json ? JSON.stringify({ ...what, ...verdict }) : inWords(what, verdict));
  return held;
}

function inWords(
  what: Record<string, unknown> & { readonly held: boolean; readonly quiet: boolean },
  verdict: Verdict,
) {
  const { wrong, ...figures } = verdict;
  const { held, quiet, ...facts } = what;
  const words = (given: object) =>
    Object.entries(given)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const more = wrong.length > MOST_SHOWN ? [`… and ${wrong.length - MOST_SHOWN} more`] : [];
  return [
    `${held ? 'held  ' : 'BROKEN'} ${quiet ? 'a quiet time tells nothing' : 'every fault is told once, on time, to the right channel, and nothing else'}`,
    `       ${words(facts)}`,
    `       ${words(figures)}`,
    ...[...wrong.slice(0, MOST_SHOWN), ...more].map((line) => `       ${line}`),
  ].join('\n');
}
