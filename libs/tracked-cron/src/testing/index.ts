export { TrackedCronTestingModule } from './tracked-cron-testing.module.js';
export { useTrackedCronInMemory } from './use-tracked-cron-in-memory.js';
export type { TrackedCronTestingOptions } from './testing.options.js';
export { TrackedCronTester, type CountedSlots } from './tracked-cron-tester.js';
export { testCronContext, type TestCronContextOptions } from './test-cron-context.js';
export { VirtualClock } from './virtual-clock.js';
