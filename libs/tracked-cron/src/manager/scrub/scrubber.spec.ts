import { Injectable } from '@nestjs/common';
import { CronContext, Execution, PermanentError, TrackedCron, TransientError } from 'nestjs-tracked-cron';
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../../test/support/test-instance.js';
import { everythingOf, makeTwin } from '../../../../../test/support/twins.js';
import { eventually } from '../../../../../test/support/eventually.js';
import { LogJournal } from '../../history/log-journal.js';
import { ScrubRepository } from './scrub.repository.js';
import { Scrubber } from './scrubber.js';
import { withoutText } from './without-text.js';
import fc from 'fast-check';

/** With all that JSON writes otherwise. */
const SECRET = 'Krähe "hütet"\n\\käse 4711';
const SCOPE = { application: 'test', environment: 'test' };
const TWIN = { application: 'test', environment: 'staging' };

@Injectable()
class Jobs {
  readonly held: (() => void)[] = [];
  fails = false;

  @TrackedCron('@never', {
    name: 'leaky',
    keepResult: true,
    logs: { level: 'info' },
    retryPolicy: { maxAttempts: 2, initialDelay: 1, jitter: 'none' },
  })
  leaky(@Execution() ctx: CronContext): { said: string } {
    ctx.log.info(`it is ${SECRET.toUpperCase()}, again ${SECRET}`);
    ctx.metadata[SECRET] = SECRET;
    if (ctx.attempt === 1) throw new TransientError(`not ${SECRET}`);
    if (this.fails) throw new PermanentError(SECRET, { cause: new Error(SECRET) });
    return { said: SECRET };
  }

  @TrackedCron('@never', { name: 'long', overlap: 'allow' })
  long(): Promise<void> {
    return new Promise((resolve) => this.held.push(resolve));
  }
}

/** Rows as the monitor writes them, whose tables are made with ours. */
async function tellOf({ query }: TestDatabase): Promise<void> {
  const id = '019abc00-0000-7000-8000-000000000001';
  const said = JSON.stringify([{ message: SECRET }]);
  await query(
    `insert into tracked_cron.cron_incidents (id, application, environment, subject, state, severity, findings, began_at,
       opened_at, waits_since, judged_at, resolution)
     values ($1, 'test', 'test', 'leaky', 'open', 'error', $2, now(), now(), now(), now(), $3)`,
    [id, said, SECRET],
  );
  await query(
    `insert into tracked_cron.cron_incident_events (id, application, environment, incident_id, kind, at, reason, detail)
     values ($1, 'test', 'test', $1, 'opened', now(), $3, $2)`,
    [id, said, SECRET],
  );
  await query(
    `insert into tracked_cron.cron_notifications (id, application, environment, kind, severity, channel, dedupe_key, state,
       not_before, last_error, message)
     values ($1, 'test', 'test', 'opened', 'error', 'chat', 'k', 'failed', now(), $3, $2)`,
    [id, said, SECRET],
  );
  await query(
    `insert into tracked_cron.cron_alert_preferences (id, application, environment, key, value, revision, reason)
     values ($1, 'test', 'test', 'channel:chat', '{"off":true}', 1, $2)`,
    [id, SECRET],
  );
}

describe('scrubbing a text', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [Jobs] });
    const { manager, clock } = instance;
    const run = async (reason: string) => {
      await manager.triggerManually('leaky', { reason });
      await eventually(
        () => {
          clock.advance(1);
          return manager.getHistory({ jobName: 'leaky' });
        },
        ({ items }) => items.every(({ completedAt }) => completedAt !== null),
      );
    };
    await run(`because of ${SECRET}`);
    instance.app.get(Jobs).fails = true;
    await run(SECRET);
    await manager.triggerManually('long', { reason: SECRET });
    await manager.pause('leaky', { reason: SECRET });
    await manager.freeze({ group: 'any', reason: SECRET });
    await instance.app.get(LogJournal, { strict: false }).flush();
    await tellOf(database);
    await makeTwin(database, SCOPE, TWIN, 1);
  });
  afterAll(async () => {
    for (const finish of instance.app.get(Jobs).held) finish();
    await instance.close();
    await database.drop();
  });

  /** Everything but what is said not to be reached, as JSON. */
  const stored = async (scope = SCOPE) => {
    const { cron_audit: _audit, cron_job_live: _live, ...rest } = await everythingOf(database, scope);
    return JSON.stringify(rest).toLowerCase();
  };
  const sought = JSON.stringify(SECRET).slice(1, -1).toLowerCase();

  it('counts first, and changes nothing', async () => {
    const before = await stored();
    const report = await instance.manager.scrub({ text: SECRET, dryRun: true, by: 'ann' });
    expect(report).toEqual({
      dryRun: true,
      rows: {
        executions: 2,
        attempts: 2,
        errors: 1,
        logs: expect.any(Number),
        holds: 2,
        freezes: 1,
        jobs: 1,
        incidents: 1,
        incidentEvents: 1,
        notifications: 1,
        preferences: 1,
      },
      inFlight: 1,
      complete: true,
      next: null,
    });
    expect(report.rows.logs).toBeGreaterThan(1);
    expect(await stored()).toBe(before);
  });

  it('takes it out of everything that is stored, however JSON writes it, and of nobody else', async () => {
    const twin = await stored(TWIN);
    expect(await stored()).toContain(sought);
    await instance.manager.scrub({ text: SECRET.toLowerCase(), by: 'ann', reason: `leaked ${SECRET}` });
    expect(await stored()).not.toContain(sought);
    expect(await stored(TWIN)).toBe(twin);
    const { items } = await instance.manager.getHistory({ jobName: 'leaky', sort: 'createdAt' });
    expect(items.map(({ status }) => status).sort()).toEqual(['completed', 'failed']);
    expect(items.find(({ status }) => status === 'completed')?.result).toEqual({ said: '[scrubbed]' });
    const lines = (await instance.manager.getLogs(items[0].id))!.items;
    expect(lines[0].text).toBe('it is [scrubbed], again [scrubbed]');
    expect((await instance.manager.scrub({ text: SECRET })).rows).toMatchObject({ executions: 0, logs: 0 });
  });

  it('is on record without the text, also where somebody wrote it into the reason', async () => {
    const { items } = await instance.manager.getAudit({ action: 'scrub', by: 'ann', limit: 1 });
    expect(items).toMatchObject([
      {
        outcome: 'done',
        target: `a text of ${SECRET.length} characters`,
        reason: 'leaked [scrubbed]',
        after: { inFlight: 1 },
      },
    ]);
    const { items: all } = await instance.manager.getAudit({ action: 'scrub' });
    expect(JSON.stringify(all).toLowerCase()).not.toContain(sought);
  });

  it('goes on where it was when its time is up, and looks at each row once', async () => {
    const repository = new ScrubRepository(
      (instance.app.get(ScrubRepository, { strict: false }) as unknown as { database: never }).database,
      TWIN,
    );
    const impatient = new Scrubber(repository, { monotonic: () => 0 }, 0);
    const total: Record<string, number> = {};
    let after: string | undefined;
    let calls = 0;
    do {
      const { rows, next } = await impatient.run({ text: SECRET, dryRun: true, ...(after && { after }) });
      for (const [name, count] of Object.entries(rows)) total[name] = (total[name] ?? 0) + count;
      after = next ?? undefined;
      calls += 1;
    } while (after);
    expect(calls).toBe(repository.tables.length);
    const { rows } = await new Scrubber(repository, { monotonic: () => 0 }, 1).run({
      text: SECRET,
      dryRun: true,
    });
    expect(total).toEqual(rows);
  });

  it.each([
    { text: 'abc' },
    { text: '    ' },
    { text: 'a'.repeat(1_001) },
    { text: 7 as never },
    { text: 'a\0bcd' },
    { text: 'secret', after: 'x' },
    { text: 'secret', after: Buffer.from('[0,["no id"]]').toString('base64url') },
    { text: 'secret', after: Buffer.from('[99,null]').toString('base64url') },
  ])('refuses %j', async (options) => {
    await expect(instance.manager.scrub(options)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('says whom to ask where its role may not change the history', async () => {
    const scrubber = new Scrubber(
      {
        tables: [],
        withoutRight: () => Promise.resolve(['"tracked_cron".cron_job_executions']),
        look: () => Promise.reject(new Error('nobody asks')),
        clean: () => Promise.reject(new Error('nobody asks')),
        inFlight: () => Promise.resolve(0),
      },
      { monotonic: () => 0 },
    );
    await expect(scrubber.run({ text: 'secret' })).rejects.toMatchObject({
      code: 'NO_RIGHT',
      message: expect.stringContaining('grant it update'),
    });
    await expect(scrubber.run({ text: 'secret', dryRun: true })).resolves.toMatchObject({ complete: true });
  });
});

describe('what a text is taken out of', () => {
  it('holds it nowhere any more, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 6 }), fc.jsonValue(), (text, value) => {
        fc.pre(!'[scrubbed]'.includes(text.toLowerCase()) && text.trim() !== '');
        const left = textsIn(withoutText(text)({ [text]: [value, `a${text}b`] }));
        const pieces = left.flatMap((one) => one.toLowerCase().split('[scrubbed]'));
        expect(pieces.filter((piece) => piece.includes(text.toLowerCase()))).toEqual([]);
      }),
    );
    expect(withoutText('4711')({ pin: 47110, list: ['x4711', null, true] })).toEqual({
      pin: '[scrubbed]',
      list: ['x[scrubbed]', null, true],
    });
  });
});

/** Every key and value there is. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, held]) => [key, ...textsIn(held)]);
}
