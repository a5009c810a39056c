import { TrackedCronError } from 'nestjs-tracked-cron';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB, NEXT_SLOT } from '../testing/memory-manager.js';

describe('due times and the ledger over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.steered.splice(0));
  const ask = (path: string) => host.ask(`/admin/cron-jobs/jobs/${JOB}${path}`, { token: TOKENS.viewer });

  it('asks for due times, also by a schedule that is only being considered', async () => {
    const query = '?from=2026-11-23T02:00:00Z&limit=5&expression=0%203%20*%20*%20*&timeZone=Europe/Riga';
    expect((await ask(`/fires${query}`)).status).toBe(200);
    expect(host.manager.steered).toEqual([
      [
        'getFires',
        JOB,
        {
          from: new Date('2026-11-23T02:00:00Z'),
          limit: 5,
          expression: '0 3 * * *',
          timeZone: 'Europe/Riga',
        },
      ],
    ]);
    host.manager.failure = new TrackedCronError('INVALID_EXPRESSION', 'Minutes go up to 59.', {
      parameter: 'expression',
    });
    const { problem } = await ask('/fires?expression=61%20*%20*%20*%20*');
    expect(problem).toMatchObject({
      status: 422,
      errors: [{ pointer: '/query/expression', code: 'INVALID_EXPRESSION', detail: 'Minutes go up to 59.' }],
    });
    for (const wrong of ['limit=0', 'limit=501', 'from=yesterday', 'zone=UTC'])
      expect((await ask(`/fires?${wrong}`)).problem.status).toBe(400);
  });

  it('shows the ledger, each entry with the way to its explanation', async () => {
    const { body } = await ask('/slots?to=2026-11-23T02:00:00Z');
    expect(body).toMatchObject({
      next: NEXT_SLOT.toISOString(),
      items: [
        { outcome: 'unaccounted', why: `/admin/cron-jobs/jobs/${JOB}/why?at=${NEXT_SLOT.toISOString()}` },
      ],
    });
    expect(host.manager.steered).toEqual([['getSlots', JOB, { to: new Date('2026-11-23T02:00:00Z') }]]);
  });
});
