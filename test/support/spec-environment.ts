import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** Those in which something was run since the last spec ended: of its modules, and jest's own, which each spec has anew. */
const used = new Set<AsyncLocalStorage<unknown>>();

for (const method of ['run', 'enterWith'] as const) {
  const original = AsyncLocalStorage.prototype[method] as (...values: unknown[]) => unknown;
  Object.assign(AsyncLocalStorage.prototype, {
    [method](this: AsyncLocalStorage<unknown>, ...values: unknown[]): unknown {
      used.add(this);
      return original.apply(this, values);
    },
  });
}

/**
 * Node's environment as jest has it, without the async local storages of the specs before: Node asks each of them whenever
 * a promise is made, for as long as the process lives, and keeps what they held.
 */
export default class SpecEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
}
