import { defineJob } from '../../libs/tracked-cron/src/definition/define-job.js';
import type { JobDefinition } from '../../libs/tracked-cron/src/definition/job-definition.js';
import type { TrackedCronJobOptions } from '../../libs/tracked-cron/src/definition/tracked-cron-job.options.js';
import type { SeededRandom } from './seeded-random.js';

/** For so long slots come due and things go wrong, milliseconds. */
export const TROUBLED_MS = 100_000;

const SCHEDULES = ['@every 10s', '@every 15s', '*/20 * * * * *', '@every 40s', '* * * * *'];

/** Jobs with policies of every kind. */
export function drawJobs(random: SeededRandom): JobDefinition[] {
  return Array.from({ length: random.integer(1, 4) }, (_, nth) => {
    const schedule = random.pick(SCHEDULES);
    const handler = { kind: 'function', run: () => {} } as const;
    const source = {
      schedule,
      options: drawOptions(random),
      handler,
      defaultName: `job-${nth}`,
      source: `job-${nth}`,
    };
    return defineJob(source, { timeZone: 'UTC' });
  });
}

function drawOptions(random: SeededRandom): TrackedCronJobOptions {
  const overlap = random.pick(['skip', 'skip', 'queue', 'allow', 'cancelPrevious'] as const);
  const canCatchUpAll = overlap === 'queue' || overlap === 'allow';
  const isGrouped = overlap !== 'cancelPrevious' && random.chance(0.4);
  const retries = random.chance(0.5);
  return {
    overlap,
    misfire: random.pick(
      canCatchUpAll ? (['latest', 'all', 'skip'] as const) : (['latest', 'skip'] as const),
    ),
    group: random.pick(['day', 'night']),
    zombie: random.pick(['hold', 'hold', 'release'] as const),
    ...(random.chance(0.2) && { jitter: random.pick(['3s', '30s']) }),
    ...(random.chance(0.2) && { calendar: { blackouts: [{ from: '12:01', to: '12:02' }] } }),
    ...(random.chance(0.2) && { when: (slot) => slot.getUTCSeconds() !== 0 || 'not at full minutes' }),
    ...(random.chance(0.5) && { catchUpWindow: random.pick(['10s', '45s', '1h']) }),
    ...(canCatchUpAll && { maxCatchUp: random.integer(1, 5) }),
    ...(overlap === 'queue' && { maxQueued: random.integer(1, 4) }),
    ...(isGrouped && { concurrency: { key: 'feed', limit: 2 } }),
    ...(random.chance(0.5) && { timeout: random.pick(['3s', '20s']) }),
    ...(retries && {
      // with jitter two runs of one seed would differ
      retryPolicy: {
        maxAttempts: random.integer(2, 4),
        initialDelay: random.pick(['1s', '7s']),
        jitter: 'none',
      },
      onLost: random.pick(['fail', 'retry'] as const),
    }),
    ...(random.chance(0.2) && { breaker: { failures: random.integer(1, 3), pause: '20s', maxPause: '40s' } }),
  };
}

/** Something that goes wrong, or that a person does. */
export interface Incident {
  readonly kind: (typeof INCIDENTS)[number];
  /** Milliseconds from the beginning. */
  readonly at: number;
  /** How long it lasts, where it does. */
  readonly lasts: number;
  /** Which instance, or which job. */
  readonly which: number;
}

const INCIDENTS = [
  'kill',
  'kill',
  'shut down',
  'stand still',
  'stand still',
  'cut off',
  'database away',
  'pause',
  'freeze',
  'skip next',
  'cancel',
  'cancel',
] as const;

export function drawIncidents(random: SeededRandom): Incident[] {
  return Array.from({ length: random.integer(0, 6) }, () => ({
    kind: random.pick(INCIDENTS),
    at: random.integer(0, TROUBLED_MS),
    lasts: random.chance(0.5) ? random.integer(500, 8_000) : random.integer(10_000, 45_000),
    which: random.integer(0, 1_000),
  }));
}
