import { Schedule } from 'nestjs-tracked-cron';
import { monitorOf, type MonitoredJob } from './monitor-of-job.js';

const job = (expression: string | string[], rest: Partial<MonitoredJob> = {}): MonitoredJob => ({
  name: 'billing.nightlyInvoices',
  schedule: new Schedule(expression, { timeZone: 'Europe/Riga' }),
  scope: 'cluster',
  calendars: [],
  when: null,
  jitter: 0,
  alertThresholds: {},
  ...rest,
});

describe('the monitor that Sentry makes for a job', () => {
  it.each([
    ['30 2 * * mon-fri', '30 2 * * mon-fri'],
    ['*/5 0-6,22 1 JAN *', '*/5 0-6,22 1 jan *'],
    ['  0   3 * * *', '0 3 * * *'],
    ['0 30 2 * * *', '30 2 * * *'],
    ['@daily', '0 0 * * *'],
    ['@weekly', '0 0 * * 0'],
  ])('is due as %j is', (expression, value) => {
    const monitor = monitorOf(job(expression));
    expect(monitor).toMatchObject({
      config: { schedule: { type: 'crontab', value }, timezone: 'Europe/Riga' },
    });
    const five = new Schedule(value, { timeZone: 'Europe/Riga' });
    const from = new Date('2026-03-28T12:00:00Z');
    const ours = job(expression).schedule as Schedule;
    expect(five.between(from, new Date('2027-04-01T00:00:00Z'), 50)).toEqual(
      ours.between(from, new Date('2027-04-01T00:00:00Z'), 50),
    );
  });

  it.each([
    ['@every 5m', { type: 'interval', value: 5, unit: 'minute' }],
    ['@every 90m', { type: 'interval', value: 90, unit: 'minute' }],
    ['@every 6h', { type: 'interval', value: 6, unit: 'hour' }],
    ['@every 2d', { type: 'interval', value: 2, unit: 'day' }],
  ])('has the interval of %j', (expression, schedule) => {
    expect(monitorOf(job(expression))).toMatchObject({ config: { schedule } });
  });

  it.each([
    [job('*/10 * * * * *')],
    [job('@every 90s')],
    [job(['0 9 * * *', '30 17 * * *'])],
    [job('@never')],
    [job('0 0 * * *', { scope: 'instance' })],
    [job('0 0 * * *', { calendars: [{}] })],
    [job('0 0 * * *', { when: () => true })],
  ])('is none where it would not be due when the job is, and why is said', (unlike) => {
    expect(typeof monitorOf(unlike)).toBe('string');
  });

  it('waits as long as the job says, in whole minutes', () => {
    const alertThresholds = { startDeadline: '90s', maxDuration: '1h', consecutiveFailures: 2 } as const;
    expect(monitorOf(job('0 0 * * *', { alertThresholds, jitter: 45_000 }))).toMatchObject({
      config: { checkinMargin: 3, maxRuntime: 60, failureIssueThreshold: 2 },
    });
    expect(monitorOf(job('0 0 * * *'))).toMatchObject({ config: { checkinMargin: 10 } });
  });

  it.each([
    ['billing.nightlyInvoices', 'billing-nightly-invoices'],
    ['MatchUpdates.refreshLiveScores', 'match-updates-refresh-live-scores'],
    ['already-a_slug7', 'already-a_slug7'],
    ['<!channel> Ā', 'channel'],
    ['2026', 'job-2026'],
    ['…', 'job-'],
    ['x'.repeat(80), 'x'.repeat(50)],
  ])('of %j is called %j', (name, slug) => {
    expect(monitorOf(job('0 0 * * *', { name }))).toMatchObject({ slug });
  });
});
