import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule } from 'nestjs-tracked-cron/admin';
import { TeamAccess } from './teams.js';

/** What the instance with the gateway is told. */
export interface ServerParameters {
  readonly url: string;
  /** Sockets that connect; measured is from a while after the last of them on. */
  readonly sockets: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What it cost. */
export interface ServerResult {
  readonly cpuPercent: number;
  /** Heap and buffers after a collection: when measuring began, and when it ended. */
  readonly memoryMb: readonly [before: number, after: number];
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
  { url, sockets, warmUpMs, measureMs }: ServerParameters,
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
  while (adapter.sockets < sockets) await pause(50);
  await pause(warmUpMs);
  const before = heldMb();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await pause(measureMs);
  const { user, system } = process.cpuUsage(cpu);
  const cpuPercent = ((user + system) / 1_000 / (performance.now() - begin)) * 100;
  const after = heldMb();
  while (adapter.sockets > 0) await pause(50);
  await app.close();
  return { cpuPercent, memoryMb: [before, after] };
}

/** Heap and buffers after a collection. */
export function heldMb(): number {
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
