import { CronContext, Execution } from 'nestjs-tracked-cron';
import { testCronContext } from 'nestjs-tracked-cron/testing';

class Sync {
  async run(@Execution() ctx: CronContext): Promise<string> {
    ctx.metadata.imported = 12;
    ctx.progress(0.5);
    ctx.heartbeat();
    return `${ctx.jobName} ${ctx.slot?.toISOString()} ${ctx.attempt} ${ctx.trigger} ${ctx.signal.aborted}`;
  }
}

describe('a context for a method that a unit test calls', () => {
  it('is what the test says', async () => {
    const ctx = testCronContext({
      jobName: 'sync',
      slot: '2026-03-02T12:00:00Z',
      attempt: 2,
      parameters: { team: 1 },
    });
    expect(await new Sync().run(ctx)).toBe('sync 2026-03-02T12:00:00.000Z 2 schedule false');
    expect(ctx).toBeInstanceOf(CronContext);
    expect(ctx.parameters).toEqual({ team: 1 });
    expect(ctx.metadata).toEqual({ imported: 12 });
  });

  it('is that of a manual run where nothing is said', async () => {
    const ctx = testCronContext();
    expect(await new Sync().run(ctx)).toBe('test undefined 1 manual false');
    expect(ctx.idempotencyKey).not.toBe(testCronContext().idempotencyKey);
  });

  it('aborts with the signal of the test', () => {
    const controller = new AbortController();
    const ctx = testCronContext({ signal: controller.signal });
    expect(ctx.signal.aborted).toBe(false);
    controller.abort(new Error('enough'));
    expect(ctx.signal.reason).toEqual(new Error('enough'));
    expect(testCronContext({ signal: controller.signal }).signal.aborted).toBe(true);
  });
});
