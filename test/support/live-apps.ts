import { Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import { CronJobManager, InstanceBus, TrackedCronModule, type ExecuteOption } from 'nestjs-tracked-cron';
import { CronAdminModule, type CronAdminModuleOptions } from 'nestjs-tracked-cron/admin';

/** One instance of an application with the admin in it, listening; its clock is the machine's. */
export interface LiveApp {
  readonly app: INestApplication;
  readonly port: number;
  readonly manager: CronJobManager;
  readonly bus: InstanceBus;
}

/** @param host what of it differs from instance to instance */
export async function startLiveApp(
  url: string,
  admin: CronAdminModuleOptions,
  host: { providers?: Type[]; execute?: ExecuteOption; prepare?: (app: INestApplication) => void } = {},
): Promise<LiveApp> {
  @Module({
    imports: [
      TrackedCronModule.forRoot({
        database: { url },
        application: 'live',
        environment: 'test',
        timeZone: 'UTC',
        spool: false,
        execute: host.execute ?? true,
      }),
      CronAdminModule.forRoot(admin),
    ],
    providers: host.providers,
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
  host.prepare?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, port, manager: app.get(CronJobManager), bus: app.get(InstanceBus) };
}
