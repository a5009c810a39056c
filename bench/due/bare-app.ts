import { Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, ScheduleModule } from '@nestjs/schedule';
import type { Firings } from './firings.js';
import { jobsProvider } from './jobs-provider.js';

/** The same jobs with plain `@Cron`. */
export async function startBareApp(
  firings: Firings,
  count: number,
  handle: (job: number) => unknown,
): Promise<INestApplication> {
  const jobs = jobsProvider(count, (job) => Cron(firings.expression, { name: `job${job}` }), handle);

  @Module({ imports: [ScheduleModule.forRoot()], providers: [jobs] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['error'] });
  await app.init();
  return app;
}
