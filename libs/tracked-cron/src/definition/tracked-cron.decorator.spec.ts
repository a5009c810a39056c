import 'reflect-metadata';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { TrackedCron, trackedCronMetadata } from './tracked-cron.decorator.js';

const decorate = TrackedCron('* * * * *');

interface HasRefresh {
  prototype: { refresh(): void };
}

/** As if the decorators stood above `refresh`. */
const decorated = ({ prototype }: HasRefresh, ...decorators: readonly MethodDecorator[]) =>
  applyDecorators(...decorators)(
    prototype,
    'refresh',
    Object.getOwnPropertyDescriptor(prototype, 'refresh')!,
  );
const schedulesOf = ({ prototype }: HasRefresh) =>
  trackedCronMetadata(prototype, 'refresh').map(({ schedule }) => schedule);

describe('the decorator', () => {
  it('notes each schedule of a method, and leaves the method as it is', () => {
    class Scores {
      refresh() {}
      other() {}
    }
    const { refresh } = Scores.prototype;
    decorated(Scores, TrackedCron('0 * * * *', { name: 'b' }));
    decorated(Scores, TrackedCron('5 * * * *', { name: 'a' }));
    expect(schedulesOf(Scores)).toEqual(['0 * * * *', '5 * * * *']);
    expect(trackedCronMetadata(Scores.prototype, 'other')).toEqual([]);
    expect(trackedCronMetadata(Scores.prototype, 'toString')).toEqual([]);
    expect(Scores.prototype.refresh).toBe(refresh);
  });

  it('counts for a class that extends the one it stands in, but not where that writes the method anew', () => {
    class Scores {
      @TrackedCron('0 * * * *')
      refresh() {}
    }
    class Live extends Scores {
      @TrackedCron('5 * * * *')
      follow() {}
    }
    class Quiet extends Scores {
      override refresh() {}
    }
    class Own extends Scores {
      @TrackedCron('7 * * * *')
      override refresh() {}
    }
    expect([Scores, Live, Quiet, Own].map(schedulesOf)).toEqual([
      ['0 * * * *'],
      ['0 * * * *'],
      [],
      ['7 * * * *'],
    ]);
    expect(trackedCronMetadata(Scores.prototype, 'follow')).toEqual([]);
  });

  it('counts where another decorator, above or below, puts a function of its own in the place', () => {
    const Wrapped: MethodDecorator = (_target, _name, descriptor) =>
      void (descriptor.value = (() => 'wrapped') as never);
    class Above {
      @Wrapped
      @TrackedCron('0 * * * *')
      refresh() {}
    }
    class Below {
      @TrackedCron('0 * * * *')
      @Wrapped
      refresh() {}
    }
    expect([Above, Below].map(schedulesOf)).toEqual([['0 * * * *'], ['0 * * * *']]);
    expect([Above, Below].map((type) => type.prototype.refresh())).toEqual(['wrapped', 'wrapped']);
  });

  it("works inside of a decorator of the host's own", () => {
    const Nightly = (name: string) =>
      applyDecorators(TrackedCron('0 3 * * *', { name }), SetMetadata('host:nightly', true));
    class Scores {
      @Nightly('scores')
      refresh() {}
    }
    const { refresh } = Scores.prototype;
    expect(trackedCronMetadata(Scores.prototype, 'refresh')).toEqual([
      { schedule: '0 3 * * *', options: { name: 'scores' } },
    ]);
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
