import type { FactoryProvider } from '@nestjs/common';
import { inMemory } from './in-memory.providers.js';
import type { TrackedCronTestingOptions } from './testing.options.js';

/** The part of Nest's `TestingModuleBuilder` that is used here. */
interface OverridableBuilder {
  overrideProvider(token: FactoryProvider['provide']): {
    useFactory(provider: {
      factory: FactoryProvider['useFactory'];
      inject?: NonNullable<FactoryProvider['inject']>;
    }): unknown;
  };
}

/**
 * Lets the `TrackedCronModule` that an application's own modules import keep its executions in memory, with a clock that
 * the test moves. Nest can override a module only by the very object that was imported, which `forRoot()` makes anew
 * each time; so the providers behind it are overridden instead.
 *
 * @param builder what `Test.createTestingModule` answered; it is answered again
 * @throws TrackedCronError `INVALID_OPTION`
 * @example
 * const module = await useTrackedCronInMemory(Test.createTestingModule({ imports: [AppModule] })).compile();
 * const app = await module.createNestApplication().init();
 * const cron = TrackedCronTester.of(app);
 */
export function useTrackedCronInMemory<Builder extends OverridableBuilder>(
  builder: Builder,
  options: TrackedCronTestingOptions = {},
): Builder {
  for (const { provide, inject, useFactory } of inMemory(options)) {
    builder.overrideProvider(provide).useFactory({ factory: useFactory, inject });
  }
  return builder;
}
