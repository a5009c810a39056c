import 'reflect-metadata';
import { Injectable, UseInterceptors, type CallHandler, type NestInterceptor } from '@nestjs/common';
import { CronContext, CronJobManager, TrackedCron } from 'nestjs-tracked-cron';
import type { Observable } from 'rxjs';
import { createTrackedApp } from '../support/tracked-app.js';
import { ratesOf, type Rate, type RecordParameters } from './rate.js';

const NEVER = '0 0 1 1 *';

/** What a host's own interceptor costs; it also brings the library's into the chain. */
@Injectable()
class HostInterceptor implements NestInterceptor {
  intercept(_context: unknown, next: CallHandler): Observable<unknown> {
    return next.handle();
  }
}

/** When executions were asked for and when their handlers began, by execution. */
const begun = new Map<string, number>();
let notes = false;

function note(): void {
  if (notes) begun.set(CronContext.current()!.executionId, performance.now());
}

@Injectable()
class Jobs {
  @TrackedCron(NEVER, { name: 'method', overlap: 'allow' })
  async method(): Promise<void> {
    note();
  }

  @UseInterceptors(HostInterceptor)
  @TrackedCron(NEVER, { name: 'intercepted', overlap: 'allow' })
  async intercepted(): Promise<void> {
    note();
  }
}

/** The whole path: manual trigger, birth, Nest's pipeline, journal. */
export async function task(parameters: RecordParameters): Promise<Rate[]> {
  const app = await createTrackedApp(parameters.url, [Jobs]);
  await app.init();
  const manager = app.get(CronJobManager);
  const ended = new Map<string, () => void>();
  manager.events.on('execution.ended', ({ executionId }) => {
    ended.get(executionId)?.();
    ended.delete(executionId);
  });
  const starts: number[] = [];
  const once = async () => {
    const asked = performance.now();
    const { executionId } = await manager.triggerManually(parameters.handler!);
    await new Promise<void>((resolve) => ended.set(executionId, resolve));
    if (notes) starts.push(begun.get(executionId)! - asked);
    begun.delete(executionId);
    return 1;
  };
  const rates: Rate[] = [];
  for (const inFlight of parameters.inFlight) {
    notes = inFlight === 1;
    starts.length = 0;
    rates.push(...(await ratesOf({ ...parameters, inFlight: [inFlight] }, once, starts)));
  }
  await app.close();
  return rates;
}
