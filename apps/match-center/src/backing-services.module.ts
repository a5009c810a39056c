import { Inject, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

/** Something the application needs and main.ts has started: the database, the feed. */
export interface BackingService {
  stop(): Promise<void>;
}

const BACKING_SERVICES = Symbol('BACKING_SERVICES');

/**
 * Stops what the application stands on, after everything else. Nest shuts global modules down after all others, and
 * in the reverse order of their import: imported first, this one is last, when TypeORM has closed its connections.
 */
@Module({})
export class BackingServicesModule implements OnApplicationShutdown {
  private readonly logger = new Logger(BackingServicesModule.name);

  constructor(@Inject(BACKING_SERVICES) private readonly services: readonly BackingService[]) {}

  static forRoot(services: readonly BackingService[]): DynamicModule {
    return {
      module: BackingServicesModule,
      global: true,
      providers: [{ provide: BACKING_SERVICES, useValue: services }],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    for (const service of this.services) await service.stop();
    this.logger.log('Everything stopped');
  }
}
