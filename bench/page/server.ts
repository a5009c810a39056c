import 'reflect-metadata';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CronJobManager, TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { SCOPE } from '../history/shape.js';
import { BUSY_JOBS, jobNames, OVER, TOKEN, type ServerParameters } from './shape.js';

/** An application with the page, of which the history is that of its jobs; until it is told that it is over. */
export async function task({ url, busy }: ServerParameters, reached: (point: string) => void): Promise<void> {
  @Module({
    imports: [
      TrackedCronModule.forRoot({
        database: { url },
        ...SCOPE,
        timeZone: 'UTC',
        execute: true,
        spool: false,
      }),
      CronAdminModule.forRoot({
        access: new TokenAccess([{ token: TOKEN, role: 'admin' }]),
        rateLimit: false,
      }),
    ],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  const over = new Promise<void>((resolve) => {
    app.getHttpAdapter().get(OVER, (_: unknown, response: ServerResponse) => response.end(resolve));
  });
  await app.listen(0, '127.0.0.1');
  const manager = app.get(CronJobManager);
  for (const [n, name] of jobNames().entries()) {
    const often = busy && n < BUSY_JOBS;
    const when = often ? ({ schedule: '@every 1s', jitter: '1s' } as const) : { schedule: '0 4 * * *' };
    await manager.register({
      name,
      group: `group${n % 20}`,
      owner: `team${n % 10}`,
      handler: () => {},
      ...when,
    });
  }
  reached(
    `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/admin/cron-jobs/dashboard/`,
  );
  await over;
  await app.close();
}
