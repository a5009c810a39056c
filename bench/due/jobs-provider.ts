import { Injectable, type Type } from '@nestjs/common';

/** A provider with so many methods, each a decorated function of its own, as if somebody had written them down. */
export function jobsProvider(
  count: number,
  decorate: (job: number) => MethodDecorator,
  handle: (job: number) => unknown,
): Type {
  @Injectable()
  class Jobs {}
  for (let job = 0; job < count; job++) {
    const name = `job${job}`;
    const method = { [name]: () => handle(job) }[name];
    Object.defineProperty(Jobs.prototype, name, { value: method, writable: true, configurable: true });
    decorate(job)(Jobs.prototype, name, Object.getOwnPropertyDescriptor(Jobs.prototype, name)!);
  }
  return Jobs;
}
