import { Module, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/**
 * Runs what was handed in when every provider of the application has been made, and before any `onModuleInit` of it.
 *
 * Nest calls the hooks of global modules first, in the order of their imports. `ScheduleModule` is global and reads the
 * host's decorators in its `onModuleInit`, so that a hook of ours, which is global too, would come before or after it
 * depending on the host's import order. A module of its own that stands further out than every global one comes
 * before all of them, and its order changes nothing for the others.
 */
export class FirstHook implements OnModuleInit {
  private readonly works: (() => void)[] = [];

  constructor(modules: ModulesContainer) {
    for (const module of modules.values()) {
      if (module.metatype === FirstHookModule) module.distance = Infinity;
    }
  }

  do(work: () => void): void {
    this.works.push(work);
  }

  onModuleInit(): void {
    for (const work of this.works.splice(0)) work();
  }
}

@Module({
  providers: [
    {
      provide: FirstHook,
      inject: [ModulesContainer],
      useFactory: (modules: ModulesContainer) => new FirstHook(modules),
    },
  ],
  exports: [FirstHook],
})
export class FirstHookModule {}
