import 'reflect-metadata';
import { watchIdle, type IdleParameters, type IdleResult } from './idle-task.js';

/** A Nest application with nothing in it. */
export function task(parameters: IdleParameters, reached: (point: string) => void): Promise<IdleResult> {
  const load = async () => {
    const [{ Module }, { NestFactory }] = await Promise.all([
      import('@nestjs/common'),
      import('@nestjs/core'),
      import('@nestjs/platform-express'),
    ]);

    @Module({})
    class AppModule {}
    return () => NestFactory.create(AppModule, { logger: false });
  };
  return watchIdle(parameters, load, reached);
}
