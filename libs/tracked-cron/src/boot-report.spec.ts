import { bootReport, type Booted } from './boot-report.js';

describe('the report of a boot', () => {
  const report = (booted: Partial<Booted>) =>
    bootReport({
      application: 'football',
      environment: 'production',
      tracked: 2,
      observed: null,
      execution: { any: true, because: 'this is a server' },
      ...booted,
    });

  it('says how many jobs are scheduled, and why none is run here', () => {
    expect(report({})).toEqual(['2 jobs of football (production) are scheduled']);
    expect(report({ tracked: 1 })).toEqual(['1 job of football (production) is scheduled']);
    expect(report({ tracked: 0 })).toEqual(['0 jobs of football (production) are scheduled']);
    expect(report({ execution: { any: false, because: 'NODE_ENV is test' } })).toEqual([
      '2 jobs of football (production) are shown but not run here: NODE_ENV is test',
    ]);
  });

  it('says how many plain jobs are recorded, and nothing of tracked ones where there are none', () => {
    expect(report({ tracked: 0, observed: 1 })).toEqual([
      '1 plain job of football (production) is recorded as its own scheduler runs it',
    ]);
    expect(report({ tracked: 1, observed: 3 })).toEqual([
      '1 job of football (production) is scheduled',
      '3 plain jobs of football (production) are recorded as their own schedulers run them',
    ]);
  });
});
