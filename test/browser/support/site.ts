import { Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { CronJobManager, TrackedCronModule } from 'nestjs-tracked-cron';
import {
  CronAdminModule,
  TokenAccess,
  type CronAdminModuleOptions,
  type Role,
} from 'nestjs-tracked-cron/admin';
import { CronMonitorModule, type CronMonitorOptions } from 'nestjs-tracked-cron/monitor';
import type { AddressInfo } from 'node:net';
import { CronDatabase } from '../../../libs/tracked-cron/src/database/cron-database.js';
import { DistinctErrorRepository } from '../../../libs/tracked-cron/src/history/distinct-error.repository.js';
import { PartitionKeeper } from '../../../libs/tracked-cron/src/history/partition-keeper.js';
import { RollUpKeeper } from '../../../libs/tracked-cron/src/history/roll-ups/roll-up-keeper.js';
import { createTestDatabase } from '../../support/test-database.js';
import { SiteJobs } from './site-jobs.js';
import { writePast } from './site-past.js';

/** What each role signs in with. */
export const TOKENS: Readonly<Record<Role, string>> = {
  viewer: 'viewer-of-the-site-1',
  operator: 'operator-of-the-site',
  admin: 'admin-of-the-site-01',
};

/** An application as somebody has it, listening, with the page in it. */
export interface Site {
  readonly app: INestApplication;
  readonly manager: CronJobManager;
  readonly port: number;
  readonly origin: string;
  /** Address of the page, with a slash at its end. */
  readonly url: string;
  /** A link to the page that signs in once. Where access is by tokens. */
  link(role: Role): string;
  close(): Promise<void>;
}

/** What of it differs from site to site. */
export interface SiteOptions {
  /** Default: a token for each role. */
  readonly admin?: CronAdminModuleOptions;
  /** Default: one channel, that takes everything. */
  readonly monitor?: CronMonitorOptions;
  readonly environment?: string;
  /** Days of history before today. Default: 7; 0 for none. */
  readonly days?: number;
  /** Whether it has jobs. Default: true. */
  readonly jobs?: boolean;
  /** Below what its routes are. Default: nothing. */
  readonly prefix?: string;
  readonly prepare?: (app: INestApplication) => void;
  /** Default: any that is free. */
  readonly port?: number;
}

const DAY = 24 * 3_600_000;

/** Starts a real application: Express, socket.io, a PostgreSQL of its own, jobs that run by the machine's clock, a past. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const { environment = 'production', days = 7, jobs = true, prefix = '', prepare, port = 0 } = options;
  const tokens = new TokenAccess(
    Object.entries(TOKENS).map(([role, token]) => ({
      token,
      role: role as Role,
      name: `${role} of the site`,
    })),
  );
  const database = await createTestDatabase();

  @Module({
    imports: [
      TrackedCronModule.forRoot({
        database: { url: database.url },
        application: 'match-centre',
        environment,
        release: '2026.11.3',
        timeZone: 'UTC',
        spool: false,
        drainTimeout: '1s',
        execute: true,
      }),
      CronMonitorModule.forRoot({
        channels: [{ name: 'pager', send: async () => ({}) }],
        ...options.monitor,
      }),
      CronAdminModule.forRoot({ access: tokens, rateLimit: false, ...options.admin }),
    ],
    providers: jobs ? [SiteJobs] : [],
  })
  class SiteModule {}
  const app = await NestFactory.create(SiteModule, { logger: false, abortOnError: false });
  if (prefix !== '') app.setGlobalPrefix(prefix);
  prepare?.(app);
  await app.listen(port, '127.0.0.1');
  const manager = app.get(CronJobManager);
  if (jobs) await furnish(app, manager, database.url, days);
  const { port: bound } = app.getHttpServer().address() as AddressInfo;
  const origin = `http://127.0.0.1:${bound}`;
  const path = [prefix, options.admin?.path ?? 'admin/cron-jobs', 'dashboard/'].filter(Boolean).join('/');
  const url = `${origin}/${path}`;
  return {
    app,
    manager,
    port: bound,
    origin,
    url,
    link: (role) => `${url}#ticket=${tokens.issueTicket(role).ticket}`,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** A past, and what jobs don't come to by themselves. */
async function furnish(
  app: INestApplication,
  manager: CronJobManager,
  url: string,
  days: number,
): Promise<void> {
  if (days > 0) await writeHistory(app, url, days);
  await manager.pause('mail.digest', { reason: 'the provider is being changed', by: 'ada' });
  await manager.triggerManually('search.reindex', { by: 'ada', reason: 'new analyser' });
  await manager.triggerManually('archive.season', { parameters: { season: 2025 }, by: 'grace' });
}

async function writeHistory(app: INestApplication, url: string, days: number): Promise<void> {
  const database = app.get(CronDatabase, { strict: false });
  const now = Date.now();
  for (let at = now - (days + 7) * DAY; at <= now; at += 7 * DAY) {
    await new PartitionKeeper(database, { now: () => at }).runOnce();
  }
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await writePast(pool, days, now);
  await pool.end();
  await new DistinctErrorRepository(database).heal(0);
  await app.get(RollUpKeeper, { strict: false }).recountEverything();
}
