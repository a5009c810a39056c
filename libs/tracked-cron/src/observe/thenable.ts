import { types } from 'node:util';

type Settle = (value: unknown) => unknown;

interface Thenable {
  then(done?: Settle, failed?: Settle): unknown;
}

/**
 * A promise that may be asked for its end more than once. A subclass, or what only looks like one (a query builder, a
 * lazy promise), begins its work when it is asked, and would do it twice.
 */
export function isNativePromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && value.then === Promise.prototype.then;
}

export function isThenable(value: unknown): value is Thenable & object {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as Partial<Thenable>).then === 'function';
}

/** The same to whoever awaits it, and listening in when that happens, not before. */
export function watchedThenable(
  thenable: Thenable & object,
  onDone: () => void,
  onFailed: (error: unknown) => void,
): unknown {
  const then = (done?: Settle, failed?: Settle) =>
    thenable.then(
      (value) => {
        onDone();
        // oxlint-disable-next-line promise/no-callback-in-promise -- it was given to be called here
        return done ? done(value) : value;
      },
      (error) => {
        onFailed(error);
        if (failed) return failed(error);
        throw error;
      },
    );
  return new Proxy(thenable, {
    get(target, key) {
      if (key === 'then') return then;
      if (key === 'catch') return (failed?: Settle) => then(undefined, failed);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
