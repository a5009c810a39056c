import { layOptions, type JobDefaults } from './option-layers.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const nothing: JobDefaults = { timeZone: undefined };

function laid(written: TrackedCronJobOptions, defaults: Partial<JobDefaults> = {}) {
  return layOptions(written, { ...nothing, ...defaults });
}

describe('the options of a job', () => {
  it('come from nobody where nobody says any', () => {
    expect(laid({})).toEqual({ options: {}, sources: {} });
  });

  it('come from the nearest who says them', () => {
    const module = { profile: 'recommended' } as const;
    const plain = { live: { overlap: 'skip' } } as const;
    const profiled = { live: { profile: 'like-cron' } } as const;
    const overlap = (written: TrackedCronJobOptions, defaults?: Partial<JobDefaults>) => {
      const { options, sources } = laid(written, defaults);
      return [options.overlap, sources.overlap];
    };
    expect(overlap({}, module)).toEqual(['skip', 'profile recommended of the module']);
    expect(overlap({ group: 'live' }, { ...module, groups: profiled })).toEqual([
      'allow',
      'profile like-cron of group live',
    ]);
    expect(overlap({ group: 'live' }, { profile: 'like-cron', groups: plain })).toEqual([
      'skip',
      'group live',
    ]);
    expect(overlap({ group: 'live', profile: 'like-cron' }, { groups: plain })).toEqual([
      'allow',
      'profile like-cron of the job',
    ]);
    expect(overlap({ group: 'live', profile: 'like-cron', overlap: 'skip' }, { groups: plain })).toEqual([
      'skip',
      'job',
    ]);
  });

  it('of one group are not those of another, nor of Object', () => {
    const groups = { live: { owner: 'sports' } };
    expect(laid({ group: 'other' }, { groups }).options).toEqual({ group: 'other' });
    expect(laid({ group: 'constructor' }, { groups }).options).toEqual({ group: 'constructor' });
  });

  it('that are undefined are not said', () => {
    const { options, sources } = laid(
      { group: 'live', owner: undefined },
      { groups: { live: { owner: 'sports' } } },
    );
    expect(options.owner).toBe('sports');
    expect(sources).toEqual({ group: 'job', owner: 'group live' });
  });

  it('have the time zone of the module, unless somebody nearer names one', () => {
    expect(laid({}, { timeZone: 'UTC' })).toEqual({
      options: { timeZone: 'UTC' },
      sources: { timeZone: 'module' },
    });
    expect(laid({ timeZone: 'Europe/Riga' }, { timeZone: 'UTC' }).sources.timeZone).toBe('job');
  });

  it('have thresholds one by one', () => {
    const groups = { live: { alertThresholds: { staleness: '10m', failureRate: 0.1 } } };
    const alertThresholds = { failureRate: 0.5, stallAfter: undefined };
    expect(laid({ group: 'live', alertThresholds }, { groups })).toEqual({
      options: { group: 'live', alertThresholds: { staleness: '10m', failureRate: 0.5 } },
      sources: {
        group: 'job',
        'alertThresholds.staleness': 'group live',
        'alertThresholds.failureRate': 'job',
      },
    });
  });

  it('have the thresholds of the module below those of the owner, the group and the job, one by one', () => {
    const defaults = {
      alertThresholds: { staleness: '1h', startDeadline: '1m', failureRate: 0.1, recoverAfter: 5 },
      owners: { web: { alertThresholds: { startDeadline: '2m', failureRate: 0.2, recoverAfter: 4 } } },
      groups: { live: { owner: 'web', alertThresholds: { failureRate: 0.3, recoverAfter: 3 } } },
    };
    const { options, sources } = laid({ group: 'live', alertThresholds: { recoverAfter: 2 } }, defaults);
    expect(options.alertThresholds).toEqual({
      staleness: '1h',
      startDeadline: '2m',
      failureRate: 0.3,
      recoverAfter: 2,
    });
    expect(sources).toMatchObject({
      'alertThresholds.staleness': 'module',
      'alertThresholds.startDeadline': 'owner web',
      'alertThresholds.failureRate': 'group live',
      'alertThresholds.recoverAfter': 'job',
    });
    expect(laid({ owner: 'constructor' }, defaults).options.alertThresholds).toEqual(
      defaults.alertThresholds,
    );
  });

  it('say who hears of what finding by finding', () => {
    const groups = { live: { alertThresholds: { tell: { slow: true, late: false } as const } } };
    const { options } = laid({ group: 'live', alertThresholds: { tell: { late: 'critical' } } }, { groups });
    expect(options.alertThresholds?.tell).toEqual({ slow: true, late: 'critical' });
  });
});
