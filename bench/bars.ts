import { atLeast, atMost, below, largest, ratio, sum, type Bar } from './judged.js';
import type { Measurement, Parameters, Variant, Workload } from './measurement.js';

/** Looks one figure up; undefined where it was not measured. */
type Find = (variant: Variant, metric: string, parameters: Parameters) => number | undefined;

/** Judges medians of one run; ratios only ever compare figures of that run. */
export function judgeBars(measurements: readonly Measurement[]): Bar[] {
  const finder =
    (workload: Workload): Find =>
    (variant, metric, parameters) =>
      measurements.find(
        (one) =>
          one.workload === workload &&
          one.variant === variant &&
          one.metric === metric &&
          Object.entries(parameters).every(([name, value]) => one.parameters[name] === value),
      )?.median;
  return [
    ...recordBars(finder('record')),
    ...dueBars(finder('due-at-once')),
    ...instanceBars(finder('due-at-once')),
    ...idleBars(finder('idle')),
    ...importBars(finder('import')),
    ...observeBars(finder('observe')),
    ...historyBars(measurements.filter(({ workload }) => workload === 'history')),
    ...liveBars(finder('live')),
    ...sweepBars(finder('sweep')),
    ...pageBars(measurements.filter(({ workload }) => workload === 'page')),
  ];
}

function recordBars(find: Find): Bar[] {
  const obvious = find('obvious', 'per_s', { inFlight: 10 });
  const journal = find('journal', 'per_s', { inFlight: 1_000 });
  const tracked = find('tracked', 'per_s', { inFlight: 1_000, handler: 'method' });
  const intercepted = find('tracked', 'per_s', { inFlight: 1_000, handler: 'intercepted' });
  // one batch of 1,000 at a time: as many in flight as the journal has
  const limit = find('limit', 'per_s', { connections: 1 });
  const latency = find('tracked', 'start_p50_ms', { inFlight: 1, handler: 'method' });
  return [
    atLeast('journal, 1,000 in flight: 18 × obvious at 10', ratio(journal, obvious), 18, '×'),
    atLeast('journal, 1,000 in flight: 0.7 of the batched limit', ratio(journal, limit), 0.7, ''),
    atLeast('whole path, 1,000 in flight: 7 × obvious at 10', ratio(tracked, obvious), 7, '×'),
    atLeast('  aim: 10 ×', ratio(tracked, obvious), 10, '×'),
    atLeast('  with an interceptor of the host: 7 ×', ratio(intercepted, obvious), 7, '×'),
    atLeast('whole path, 1,000 in flight: ahead of BullMQ', ratio(tracked, bestBullmq(find)), 1, '×'),
    below('one in flight: handler starts within 2 ms (median)', latency, 2, 'ms'),
  ];
}

function dueBars(find: Find): Bar[] {
  const p99 = (variant: Variant) => find(variant, 'p99_ms', { jobs: 10_000 });
  const ofEveryMinute = (variant: Variant) => find(variant, 'p99_ms', { everyMinute: 10_000 });
  const everySecond = find('tracked', 'p99_ms', { jobs: 1, every: '1s' });
  return [
    atMost(
      '10,000 due at once, p99: a fifth of bare @nestjs/schedule',
      ratio(p99('tracked'), p99('bare')),
      0.2,
      '',
    ),
    atMost(
      '  of jobs every minute: a fifth',
      ratio(ofEveryMinute('tracked'), ofEveryMinute('bare')),
      0.2,
      '',
    ),
    atMost(
      '10,000 due at once, p99: 1.7 × the bare batch claim',
      ratio(p99('tracked'), p99('claim')),
      1.7,
      '×',
    ),
    below('one job a second: p99 under 5 ms', everySecond, 5, 'ms'),
  ];
}

function instanceBars(find: Find): Bar[] {
  return [
    { jobs: 1_000, within: 60 },
    { jobs: 10_000, within: 250 },
  ].flatMap(({ jobs, within }) => {
    const of = { instances: 3, jobs };
    const wrong = sum(
      find('tracked', 'twice_executions', of),
      find('tracked', 'missing_executions', of),
      find('tracked', 'deadlocks', of),
    );
    const slots = `three instances, ${jobs.toLocaleString('en')} slots`;
    const claimed = (variant: Variant) => find(variant, 'all_claimed_ms', of);
    return [
      atMost(`${slots}: all claimed within ${within} ms`, claimed('tracked'), within, 'ms'),
      atMost('  1.7 × three that only claim', ratio(claimed('tracked'), claimed('claim')), 1.7, '×'),
      atMost(`${slots}: none twice, none missing, no deadlock`, wrong, 0, ''),
    ];
  });
}

function idleBars(find: Find): Bar[] {
  const at = (metric: string, jobs: number) => find('tracked', metric, { jobs });
  return [
    below('10,000 jobs: registered in under 1 s', at('register_ms', 10_000), 1_000, 'ms'),
    below('10,000 jobs: under 60 MB over an empty application', at('over_empty_mb', 10_000), 60, 'MB'),
    below('10,000 jobs: idle CPU under 1 %', at('cpu_percent', 10_000), 1, '%'),
    atMost('300 jobs: 3 connections beside the read pool', at('connections', 300), 3, ''),
    below('300 jobs: under 30 statements a minute', at('statements_per_min', 300), 30, ''),
    below('300 jobs: under 50 MB of log a day', at('wal_mb_per_day', 300), 50, 'MB'),
    below('300 jobs: boot under 300 ms longer', at('boot_over_empty_ms', 300), 300, 'ms'),
  ];
}

function importBars(find: Find): Bar[] {
  return (['import', 'require'] as const).map((by) =>
    below(
      `loaded by ${by}: under 60 ms over Nest and TypeORM`,
      find('tracked', 'over_peers_ms', { by }),
      60,
      'ms',
    ),
  );
}

function observeBars(find: Find): Bar[] {
  const added = find('tracked', 'added_us', {});
  return [below('observing a plain @Cron: under 100 µs more a call (median)', added, 100, 'µs')];
}

/** Of every query, whichever they are: the slowest one counts. Beside the obvious way's median, in the same run. */
function historyBars(measurements: readonly Measurement[]): Bar[] {
  const of = (variant: Variant, metric: string, kind: string) =>
    measurements.filter(
      (one) => one.variant === variant && one.metric === metric && one.parameters.kind === kind,
    );
  const slowest = (kind: string) =>
    of('tracked', 'p99_ms', kind).reduce<Measurement | undefined>(
      (most, one) => (one.median > (most?.median ?? -1) ? one : most),
      undefined,
    );
  const obvious = (kind: string, query: string) =>
    of('obvious', 'p50_ms', kind).find(({ parameters }) => parameters.query === query)?.median;
  return [
    {
      kind: 'page',
      promise: 'any page, filter or sort of the history: p99 under 10 ms',
      bar: 10,
      beside: 'newest',
      share: 75,
    },
    {
      kind: 'search',
      promise: 'text search: p99 under 50 ms',
      bar: 50,
      beside: 'text of many errors',
      share: 75,
    },
    {
      kind: 'report',
      promise: 'any report of all jobs, up to 30 days: p99 under 200 ms',
      bar: 200,
      beside: 'statistics, 30 days',
      share: 9.2,
    },
    {
      kind: 'job-report',
      promise: 'any report of one job: p99 under 15 ms',
      bar: 15,
      beside: 'statistics of the busiest job, 30 days',
      share: 3.9,
    },
  ].flatMap(({ kind, promise, bar, beside, share }) => {
    const one = slowest(kind);
    const named = one === undefined ? promise : `${promise} (slowest: ${one.parameters.query})`;
    return [
      below(named, one?.median, bar, 'ms'),
      atLeast(
        `  ${share} of them in the obvious "${beside}"`,
        ratio(obvious(kind, beside), one?.median),
        share,
        '×',
      ),
    ];
  });
}

function liveBars(find: Find): Bar[] {
  const at = (metric: string, variant: Variant = 'tracked') => find(variant, metric, { clients: 1_000 });
  const beside = (metric: string) => ratio(at(metric), at(metric, 'bare'));
  return [
    atMost('1,000 clients, 200 updates a second: nobody misses a delta', at('missed'), 0, ''),
    below('1,000 clients: p99 under 200 ms', at('update_p99_ms'), 200, 'ms'),
    atMost('  2 × socket.io alone', beside('update_p99_ms'), 2, '×'),
    below('1,000 clients: under 30 % of a core', at('gateway_cpu_percent'), 30, '%'),
    atMost('  2.5 × socket.io alone', beside('gateway_cpu_percent'), 2.5, '×'),
    below('a followed log line is seen within 300 ms', at('line_max_ms'), 300, 'ms'),
    // a megabyte each, and what is kept for clients that come back
    below('50 clients that never read: memory grows by less than 64 MB', at('gateway_growth_mb'), 64, 'MB'),
  ];
}

function sweepBars(find: Find): Bar[] {
  const at = (metric: string, which: string) => find('tracked', metric, { jobs: 10_000, which });
  return [
    below('10,000 jobs, a tenth of them failing: swept within 1 s', at('sweep_ms', 'next'), 1_000, 'ms'),
    below('  in under 5 statements', at('statements', 'next'), 5, ''),
    below('  by a process that has just begun to watch: within 1 s', at('sweep_ms', 'first'), 1_000, 'ms'),
  ];
}

/** The slowest screen and the slowest thing to press count, as they are while nothing else happens. */
function pageBars(measurements: readonly Measurement[]): Bar[] {
  const slowest = (metric: string, updates: number) =>
    largest(
      ...measurements
        .filter((one) => one.metric === metric && one.parameters.updates_per_s === updates)
        .map(({ median }) => median),
    );
  return [
    below(
      '500 jobs, 10 million executions: largest paint under 800 ms',
      slowest('largest_paint_ms', 0),
      800,
      'ms',
    ),
    below('  whatever is pressed: shown within 100 ms', slowest('interaction_ms', 0), 100, 'ms'),
    atMost('200 updates a second: 5 % of the frames dropped', slowest('dropped_frames_percent', 200), 5, '%'),
  ];
}

function bestBullmq(find: Find): number | undefined {
  return largest(...[10, 100, 1_000].map((inFlight) => find('bullmq', 'per_s', { inFlight })));
}
