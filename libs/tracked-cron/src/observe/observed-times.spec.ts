import { CronJob } from 'cron';
import { timesOf, type CronJobLike } from './cron-job-watch.js';
import { cronTimes, intervalTimes, timeoutTimes } from './observed-times.js';

const timesOfJob = (parameters: object) =>
  timesOf(CronJob.from({ onTick: () => {}, ...parameters } as never) as unknown as CronJobLike);

describe("the times of the host's jobs", () => {
  it('are those of an expression, in its zone', () => {
    const times = timesOfJob({ cronTime: '30 2 * * *', timeZone: 'Europe/Riga' });
    expect(times).toMatchObject({ kind: 'cron', text: '30 2 * * *', timeZone: 'Europe/Riga' });
    expect(times.schedule?.next(new Date('2026-01-01T00:00:00Z'))).toEqual(new Date('2026-01-01T00:30:00Z'));
  });

  it.each([120, -180, 0])('are right where the zone is an offset of %d minutes', (utcOffset) => {
    const { schedule } = timesOfJob({ cronTime: '0 12 * * *', utcOffset });
    const noon = Date.parse('2026-01-01T12:00:00Z');
    expect(schedule?.next(new Date('2026-01-01T00:00:00Z')).getTime()).toBe(noon - utcOffset * 60_000);
  });

  it('have no slots of ours where the offset is no whole hour, or the expression is not to be read', () => {
    expect(timesOfJob({ cronTime: '0 12 * * *', utcOffset: 330 }).schedule).toBeNull();
    expect(cronTimes({ source: 'every now and then' })).toMatchObject({
      text: 'every now and then',
      schedule: null,
    });
  });

  it('may be one instant', () => {
    const at = new Date('2099-01-01T00:00:00Z');
    expect(timesOfJob({ cronTime: at })).toMatchObject({
      kind: 'date',
      at: at.getTime(),
      text: at.toISOString(),
    });
    expect(cronTimes({ source: at })).toMatchObject({ kind: 'date', text: at.toISOString() });
    expect(cronTimes({ source: new Date(Number.NaN) })).toMatchObject({ kind: 'date', text: 'invalid date' });
  });

  it('of timers are written as people would', () => {
    expect(intervalTimes(90_000)).toMatchObject({ text: '@every 90s', everyMs: 90_000 });
    expect(intervalTimes(1_500).text).toBe('@every 1500ms');
    expect(timeoutTimes(5_000).text).toBe('@timeout 5s');
    expect(timeoutTimes(undefined).text).toBe('@timeout ?');
  });
});
