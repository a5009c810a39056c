import type { JobStatus } from 'nestjs-tracked-cron';
import { jobSource, jobsSource, type LiveReads } from './sources.js';

describe('what the gateway reads', () => {
  const asked: (readonly string[] | undefined)[] = [];
  const reads = {
    getStatuses: async (names?: readonly string[]) => {
      asked.push(names);
      return [{ jobName: 'scores', group: null, owner: null, tags: [] } as unknown as JobStatus];
    },
    getIncidents: async () => ({ items: [], page: { next: null, limit: 200 } }),
  } as unknown as LiveReads;
  const all = jobsSource(reads);
  beforeEach(() => void asked.splice(0));

  it('is the jobs that hints name', async () => {
    const key = all.keyOf('execution', { what: 'completed', job: 'scores' })!;
    expect(await all.read([key, 'gone'])).toMatchObject({ items: [{ id: 'scores' }], gone: ['gone'] });
    expect(asked).toEqual([['scores', 'gone']]);
  });

  it('is every job where a hint names none, as of a freeze', async () => {
    const key = all.keyOf('job', { what: 'changed' })!;
    expect(await all.read(['scores', key])).toMatchObject({ gone: null });
    expect(asked).toEqual([undefined]);
    expect(jobSource(reads, 'scores').keyOf('job', { what: 'changed' })).toBe('scores');
  });

  it('is nothing where a hint is about something else', () => {
    expect(all.keyOf('instance', { what: 'joined' })).toBeNull();
    const one = jobSource(reads, 'scores');
    expect(one.keyOf('execution', { what: 'completed', job: 'other' })).toBeNull();
    expect(one.keyOf('instance', { what: 'joined' })).toBeNull();
  });
});
