import { Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TrackedCronModule } from 'nestjs-tracked-cron';

/** A Nest application with the library as a host would import it, not yet initialised. */
export function createTrackedApp(url: string, providers: Type[] = []): Promise<INestApplication> {
  @Module({
    imports: [
      TrackedCronModule.forRoot({
        database: { url },
        application: 'bench',
        environment: 'bench',
        timeZone: 'UTC',
        execute: true,
      }),
    ],
    providers,
  })
  class AppModule {}
  return NestFactory.create(AppModule, { logger: ['error'] });
}
