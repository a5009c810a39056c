import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';

export interface IdleParameters {
  readonly url: string;
  /** 0: the schema is migrated and there is nothing to do. */
  readonly jobs: number;
  /** Pools let go of what they don't need, garbage is collected. */
  readonly settleSeconds: number;
  /** 0: only boot is measured. */
  readonly seconds: number;
}

export interface IdleResult {
  /** Loading the modules. */
  readonly importMs: number;
  /** From `NestFactory.create` until the application is initialised. */
  readonly bootMs: number;
  /** Resident memory after a garbage collection, megabytes. */
  readonly residentMb: number;
  readonly cpuPercent: number;
}

/** Said when the quiet time begins. */
export const SETTLED = 'settled';

/** Boots an application and watches it do nothing. */
export async function watchIdle(
  { settleSeconds, seconds }: IdleParameters,
  load: () => Promise<() => Promise<INestApplication>>,
  reached: (point: string) => void,
): Promise<IdleResult> {
  const begun = performance.now();
  const create = await load();
  const loaded = performance.now();
  const app = await create();
  await app.init();
  const booted = performance.now();
  await pause(settleSeconds * 1_000);
  await releaseMemory();
  const residentMb = process.memoryUsage.rss() / 2 ** 20;
  reached(SETTLED);
  const before = { cpu: process.cpuUsage(), at: performance.now() };
  await pause(seconds * 1_000);
  const { user, system } = process.cpuUsage(before.cpu);
  const elapsed = performance.now() - before.at;
  await app.close();
  return {
    importMs: loaded - begun,
    bootMs: booted - loaded,
    residentMb,
    cpuPercent: (user + system) / 10 / elapsed,
  };
}

/**
 * Collects garbage as V8 does when memory is short, again and again: what only then turns out to be garbage goes too, and
 * the young generation, which boot made large, shrinks as it does in any process that idles for a while.
 */
async function releaseMemory(): Promise<void> {
  for (let time = 0; time < 4; time++) {
    await globalThis.gc!({ type: 'major', execution: 'async', flavor: 'last-resort' });
    await pause(500);
  }
}
