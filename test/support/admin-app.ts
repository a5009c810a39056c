import { Injectable, Logger } from '@nestjs/common';
import { CronContext, Execution, TrackedCron, type StandardSchema } from 'nestjs-tracked-cron';
import { CronAdminModule, type CronAdminModuleOptions } from 'nestjs-tracked-cron/admin';
import { CronAlerts, CronMonitorModule, type AlertChannel } from 'nestjs-tracked-cron/monitor';
import type { AddressInfo } from 'node:net';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { access, adapterOf, TOKENS, type Adapter } from '../../libs/cron-admin/src/testing/hosted-admin.js';
import { eventually } from './eventually.js';
import { createTestDatabase } from './test-database.js';
import { startInstance, type TestInstance } from './test-instance.js';

const anything: StandardSchema<unknown> = {
  '~standard': { version: 1, vendor: 'hand', validate: (value) => ({ value }) },
};

/** Jobs of every kind that an answer can tell of. */
@Injectable()
class Jobs {
  private readonly logger = new Logger('Standings');

  @TrackedCron('@every 1d', {
    name: 'standings',
    group: 'matches',
    owner: 'sports',
    tags: ['live'],
    overlap: 'allow',
    parameters: anything,
    keepResult: true,
    breaker: { failures: 3 },
  })
  standings(@Execution() ctx: CronContext) {
    this.logger.log('fetching');
    ctx.progress(0.5, 'half of it');
    return { rows: 20, parameters: ctx.parameters };
  }

  @TrackedCron('@every 1d', {
    name: 'broken',
    retryPolicy: { maxAttempts: 2, initialDelay: 1, jitter: 'none' },
  })
  broken() {
    throw new Error('the feed is gone', { cause: new TypeError('fetch failed') });
  }

  @TrackedCron('@never', { name: 'long', overlap: 'allow' })
  long(@Execution() { signal }: CronContext) {
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  }
}

/** Where its alerts go. */
const pager: AlertChannel = { name: 'pager', send: async () => ({ ts: 'first' }) };

/** A real application with the admin in it, on a real database, with some history, listening. */
export interface AdminApp {
  /** Where the admin is mounted. */
  readonly url: string;
  readonly instance: TestInstance;
  /** One that has ended well. */
  readonly completed: string;
  /** One that failed twice. */
  readonly failed: string;
  /** Of the error that it failed with. */
  readonly fingerprint: string;
  /** One that goes on until it is cancelled, or the application ends. */
  readonly running: string;
  /** An incident that is open. */
  readonly incident: string;
  /** Makes the ticket of a link that signs in once, where access is by our own tokens. */
  issueTicket(): string;
  close(): Promise<void>;
}

export { TOKENS };

export async function startAdminApp(adapter: Adapter, admin?: CronAdminModuleOptions): Promise<AdminApp> {
  const database = await createTestDatabase();
  const tokens = access();
  const instance = await startInstance({
    url: database.url,
    adapter: adapterOf(adapter),
    imports: [
      CronAdminModule.forRoot(admin ?? { access: tokens, rateLimit: false }),
      CronMonitorModule.forRoot({ channels: [pager] }),
    ],
    providers: [Jobs],
  });
  const { app, manager, clock } = instance;
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const { id: completed } = await manager.execute('standings', { season: 2026 });
  const { executionId: failed } = await manager.triggerManually('broken', { by: 'ada', reason: 'again' });
  const failure = await eventually(
    () => (clock.advance(1_000), manager.getExecution(failed)),
    (execution) => execution?.status === 'failed',
  );
  const { executionId: running } = await manager.triggerManually('long');
  return {
    url: `http://127.0.0.1:${port}/admin/cron-jobs`,
    instance,
    completed,
    failed,
    fingerprint: failure!.error!.fingerprint,
    running,
    incident: await openIncident(instance),
    issueTicket: () => tokens.issueTicket('viewer').ticket,
    close: async () => {
      const { inFlight } = await manager.getStatus('long');
      await Promise.all(inFlight.map(({ executionId }) => manager.cancel(executionId).catch(() => {})));
      await instance.close();
      await database.drop();
    },
  };
}

async function openIncident({ app, manager, clock }: TestInstance): Promise<string> {
  const at = new Date(clock.now());
  const { group, owner, tags } = await manager.getStatus('standings');
  const late = { rule: 'late', severity: 'error', told: true, since: at, message: 'not started' } as const;
  await app.get(IncidentDesk, { strict: false }).absorb(
    [
      {
        jobId: null,
        jobName: 'standings',
        group,
        owner,
        tags,
        fingerprints: [],
        goodRuns: 0,
        lastEndAt: null,
        nextLateAt: null,
        recoverAfter: 1,
        dependsOn: [],
        findings: [{ ...late, count: 1, slot: at, executionId: null }],
      },
    ],
    at,
  );
  const { items } = await app.get(CronAlerts, { strict: false }).getIncidents({ jobName: 'standings' });
  return items[0].id;
}
