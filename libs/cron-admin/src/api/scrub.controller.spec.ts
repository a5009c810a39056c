import { TrackedCronError } from 'nestjs-tracked-cron';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';

describe('scrubbing over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.steered.splice(0));

  const scrub = (body: unknown, token = TOKENS.admin) =>
    host.ask('/admin/cron-jobs/scrub', {
      method: 'POST',
      token,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('hands on what is to go, and says how far it has got', async () => {
    const { status, body } = await scrub({ text: 'hunter22', dryRun: true, after: 'abc', reason: 'leaked' });
    expect([status, body]).toEqual([
      200,
      { dryRun: true, rows: { executions: 3 }, inFlight: 0, complete: true, next: null },
    ]);
    expect(host.manager.steered).toEqual([
      ['scrub', { text: 'hunter22', dryRun: true, after: 'abc', reason: 'leaked', by: 'admin' }],
    ]);
  });

  it.each([
    [{}, '/body/text'],
    [{ text: 'abc' }, '/body/text'],
    [{ text: ['hunter22'] }, '/body/text'],
    [{ text: 'hunter22', dryRun: 'yes' }, '/body/dryRun'],
    [{ text: 'hunter22', after: '' }, '/body/after'],
    [{ text: 'hunter22', all: true }, '/body/all'],
  ])('refuses %j, points at it, and repeats no text', async (body, pointer) => {
    const { problem } = await scrub(body);
    expect(problem.status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer }]);
    expect(JSON.stringify(problem)).not.toContain('hunter22');
    expect(host.manager.steered).toEqual([]);
  });

  it('says whom to ask where the database does not let it', async () => {
    host.manager.failure = new TrackedCronError('NO_RIGHT', 'Ask the owner.');
    expect((await scrub({ text: 'hunter22' })).problem).toMatchObject({
      status: 409,
      type: 'urn:nestjs-tracked-cron:problem:no-right',
    });
  });

  it('is for admins', async () => {
    expect((await scrub({ text: 'hunter22' }, TOKENS.operator)).status).toBe(403);
    expect((await scrub({ text: 'hunter22' }, TOKENS.viewer)).status).toBe(403);
  });
});
