import 'reflect-metadata';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { TrackedCron, trackedCronMetadata } from './tracked-cron.decorator.js';

const decorate = TrackedCron('* * * * *');

describe('the decorator', () => {
  it('notes each schedule of a method, and leaves the method as it is', () => {
    const method = () => 'as ever';
    const descriptor = { value: method };
    class Scores {}
    TrackedCron('0 * * * *', { name: 'b' })(Scores.prototype, 'refresh', descriptor);
    TrackedCron('5 * * * *', { name: 'a' })(Scores.prototype, 'refresh', descriptor);
    expect(trackedCronMetadata(method).map(({ schedule }) => schedule)).toEqual(['0 * * * *', '5 * * * *']);
    expect(descriptor.value).toBe(method);
  });

  it("works inside of a decorator of the host's own", () => {
    const Nightly = (name: string) =>
      applyDecorators(TrackedCron('0 3 * * *', { name }), SetMetadata('host:nightly', true));
    class Scores {
      @Nightly('scores')
      refresh() {}
    }
    const { refresh } = Scores.prototype;
    expect(trackedCronMetadata(refresh)).toEqual([{ schedule: '0 3 * * *', options: { name: 'scores' } }]);
    expect(Reflect.getMetadata('host:nightly', refresh)).toBe(true);
  });

  it('is refused where nobody would find it, with what to write instead', () => {
    class Scores {}
    const on = (target: object, name: string | symbol, descriptor?: PropertyDescriptor) => () =>
      decorate(target, name, descriptor!);
    expect(on(Scores.prototype, 'refresh')).toThrow(
      '@TrackedCron on Scores.refresh: it is a property or accessor, not a method: write async run() { … } instead of run = async () => { … }.',
    );
    expect(on(Scores.prototype, 'refresh', { get: () => () => {} })).toThrow('a property or accessor');
    expect(on(Scores, 'refresh', { value: () => {} })).toThrow(
      '@TrackedCron on Scores.refresh: it is a static method, which no provider has: remove "static".',
    );
    expect(on(Scores.prototype, Symbol('refresh'), { value: () => {} })).toThrow(
      'a method named by a symbol, which no job can be called by: give it a name.',
    );
  });
});
