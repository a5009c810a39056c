import { defineJob } from './define-job.js';
import type { JobDefaults } from './option-layers.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const define = (options: object, defaults: Partial<JobDefaults> = {}) =>
  defineJob(
    {
      schedule: '* * * * *',
      options: options as TrackedCronJobOptions,
      handler: { kind: 'function', run: () => {} },
      defaultName: 'job',
      source: 'Jobs.job',
    },
    { timeZone: 'UTC', ...defaults },
  );

describe('what a job says of its alerts', () => {
  it('is nothing by default', () => {
    expect(define({})).toMatchObject({
      dependsOn: [],
      runbookUrl: null,
      impact: null,
      canWaitUntil: null,
      rerun: null,
    });
  });

  it('is carried as it is written', () => {
    const runbookUrl = { TimeoutError: 'https://wiki/timeouts', '*': 'https://wiki/invoices' };
    const said = { runbookUrl, impact: 'Customers get no invoices.', rerun: 'never' };
    expect(
      define({ ...said, dependsOn: ['feed.sync', 'feed.sync', 'rates'], canWaitUntil: '8:00' }),
    ).toMatchObject({ ...said, dependsOn: ['feed.sync', 'rates'], canWaitUntil: '08:00' });
    expect(define({ dependsOn: 'feed.sync' }).dependsOn).toEqual(['feed.sync']);
    expect(define({ runbookUrl: 'http://wiki/x' }).runbookUrl).toBe('http://wiki/x');
  });

  it('comes from its group too, and null takes it away', () => {
    const groups = {
      billing: { impact: 'No invoices.', runbookUrl: 'https://wiki', rerun: 'safe' as const },
    };
    const job = (options: object) => define({ group: 'billing', ...options }, { groups });
    expect(job({})).toMatchObject({ impact: 'No invoices.', runbookUrl: 'https://wiki', rerun: 'safe' });
    expect(job({ impact: null, runbookUrl: null })).toMatchObject({ impact: null, runbookUrl: null });
    expect(job({ rerun: null }).rerun).toBeNull();
    expect(job({}).optionSources).toMatchObject({ impact: 'group billing', rerun: 'group billing' });
  });

  it.each<[object, string]>([
    [
      { dependsOn: 7 },
      "dependsOn must be the name of a job, or a list of at most 50: write dependsOn: ['warehouse.sync'].",
    ],
    [{ dependsOn: ['no spaces'] }, 'dependsOn must be the name of a job'],
    [{ dependsOn: Array.from({ length: 51 }, (_, n) => `job${n}`) }, 'a list of at most 50'],
    [{ dependsOn: ['a', 'job'] }, 'dependsOn: a job can\'t wait for itself: leave "job" out.'],
    [
      { runbookUrl: 'wiki/invoices' },
      "runbookUrl must be an address: write 'https://wiki.example.com/runbooks/invoices'.",
    ],
    [{ runbookUrl: 'javascript:alert(1)' }, 'runbookUrl must be an address'],
    [{ runbookUrl: { TimeoutError: '' } }, 'runbookUrl.TimeoutError must be an address'],
    [
      { runbookUrl: ['https://wiki'] },
      "runbookUrl must be an address, or addresses by class of error: write { TimeoutError: 'https://…'",
    ],
    [
      { runbookUrl: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`E${n}`, 'https://wiki'])) },
      'at most 50 classes of errors',
    ],
    [
      { impact: ' ' },
      "impact must be a text of 1 to 500 characters: write impact: 'Customers get no invoices.'.",
    ],
    [{ impact: 'x'.repeat(501) }, 'impact must be a text of 1 to 500 characters'],
    [{ impact: 'No\0invoices.' }, 'impact: PostgreSQL has no place for NUL'],
    [{ impact: 'No invoices \ud83d' }, 'nor for half of a character (a lone surrogate): leave it out.'],
    [{ runbookUrl: 'https://wiki/\0' }, 'runbookUrl must be an address'],
    [{ runbookUrl: { 'Time\0out': 'https://wiki' } }, 'runbookUrl: "Time\\u0000out" is no class of errors'],
    [
      { canWaitUntil: '24:00' },
      "canWaitUntil must be a time of day in the job's time zone: write canWaitUntil: '08:00'.",
    ],
    [{ rerun: 'yes' }, "rerun: \"yes\" is not known: write 'safe' or 'ask' or 'never'."],
    [{ runbookURL: 'https://wiki' }, 'the option "runbookURL" is not known: did you mean "runbookUrl"?'],
    [
      { alertThresholds: { tell: { lates: false } } },
      'the finding "lates" is not known: did you mean "late"?',
    ],
    [
      { alertThresholds: { tell: ['late'] } },
      "tell must be an object: write tell: { slow: true, late: false, missed: 'critical' }.",
    ],
    [{ alertThresholds: { objective: { rate: 0.9 } } }, 'the part of an objective "rate" is not known'],
    [
      { alertThresholds: { objective: 0.99 } },
      "objective must be an object: write objective: { successRate: 0.99, window: '30d' }.",
    ],
  ])('is refused where it has no effect: %j', (options, message) => {
    expect(() => define(options)).toThrow(message);
    expect(() => define(options)).toThrow(expect.objectContaining({ code: 'INVALID_JOB' }));
  });
});
