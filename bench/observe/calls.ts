import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';

export interface CallParameters {
  readonly url: string;
  readonly calls: number;
}

/** Milliseconds that each call took, from the timer's to the end of its promise. */
export type CallTimes = readonly number[];

const WARM_UP = 2_000;

@Injectable()
class Jobs {
  @Cron('* * * * *', { name: 'quick' })
  quick(): void {}
}

/**
 * Has one job of `@Cron` called again and again, as its timer would. What is written down behind the calls, between them,
 * counts too.
 */
export async function timeCalls({ calls }: CallParameters, ours: DynamicModule[]): Promise<CallTimes> {
  @Module({ imports: [ScheduleModule.forRoot(), ...ours], providers: [Jobs] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  await app.init();
  const job = app.get(SchedulerRegistry).getCronJob('quick');
  const times: number[] = [];
  for (let call = 0; call < WARM_UP + calls; call++) {
    job.lastExecution = new Date();
    const start = performance.now();
    await job.fireOnTick();
    if (call >= WARM_UP) times.push(performance.now() - start);
    // as between two timers
    if (call % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await app.close();
  return times;
}
