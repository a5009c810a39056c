import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { AddressInfo } from 'node:net';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule } from 'nestjs-tracked-cron/admin';
import { serverCost, type MeasuredWhen, type ServerResult } from './server-cost.js';
import { TeamAccess } from './teams.js';

/** What the instance with the gateway is told. */
export interface ServerParameters extends MeasuredWhen {
  readonly url: string;
}

/** Lets a benchmark count who is connected. */
class CountingAdapter extends IoAdapter {
  private server: ReturnType<IoAdapter['createIOServer']> | undefined;

  override createIOServer(...parameters: Parameters<IoAdapter['createIOServer']>) {
    this.server = super.createIOServer(...parameters);
    return this.server;
  }

  get sockets(): number {
    return this.server?.engine.clientsCount ?? 0;
  }
}

/** An instance that runs no jobs, and shows live those that another one runs. */
export async function task(
  { url, ...when }: ServerParameters,
  reached: (point: string) => void,
): Promise<ServerResult> {
  @Module({
    imports: [
      TrackedCronModule.forRoot({
        database: { url },
        application: 'bench',
        environment: 'bench',
        timeZone: 'UTC',
        execute: false,
      }),
      CronAdminModule.forRoot({ access: new TeamAccess() }),
    ],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  const adapter = new CountingAdapter(app);
  app.useWebSocketAdapter(adapter);
  await app.listen(0, '127.0.0.1');
  reached(String((app.getHttpServer().address() as AddressInfo).port));
  const cost = await serverCost(() => adapter.sockets, when);
  await app.close();
  return cost;
}
