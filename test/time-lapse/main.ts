import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { FINDING_RULES } from 'nestjs-tracked-cron';
import startPostgres from '../support/start-postgres.js';
import stopPostgres from '../support/stop-postgres.js';
import { live } from './lapse.js';
import { scenarioOf } from './scenario.js';
import { inWords } from './in-words.js';
import { judge } from './verdict.js';

// A month of two hundred jobs with all options at their defaults, and some more that have options of their own, with faults of
// every rule and what is nearly one: every fault is told once, on time, to the right channel, and nothing else is. And a month
// without faults, in which nothing is told.
//
//   npm run test:time-lapse                 a month
//   npm run test:time-lapse -- --days 1
//   npm run test:time-lapse -- --seed 7     with other faults
//   npm run test:time-lapse -- --json       one JSON object for each of the two

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
  const { tallies, wrong } = judge(scenario, told);
  const unproved = quiet ? [] : tallies.unproved([...FINDING_RULES, 'gap']);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const held = wrong.length === 0 && unproved.length === 0 && (!quiet || told.length === 0);
  const jobs = scenario.fleet.length;
  const figures = { days, seed, jobs, writes: moments, sweeps, seconds, ...tallies.sum };
  const byRule = Object.fromEntries(tallies.byRule);
  const report = { held, quiet, figures, byRule, unproved, wrong };
  console.log(values.json ? JSON.stringify(report) : inWords(report));
  return held;
}
