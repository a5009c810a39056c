// oxlint-disable no-underscore-dangle -- Node's names
/** What Node's `Timeout` shows of itself. It has been so since before Node 10; the names are not promised. */
interface NodeTimeout {
  _onTimeout?: unknown;
  _idleTimeout?: unknown;
}

/** What could be found out about a timer. */
export interface WatchedTimer {
  /** Whether its runs are seen. */
  readonly visible: boolean;
  /** Milliseconds it waits; undefined where it doesn't tell. */
  readonly delay: number | undefined;
}

/**
 * Has a timer that runs already call its function through `through`. The registry is given nothing but the timer, and to
 * start another one in its place would move its time and leave the host with a handle that stops nothing.
 */
export function watchTimer(timer: object, through: (code: () => unknown) => unknown): WatchedTimer {
  const node = timer as NodeTimeout;
  const delay =
    typeof node._idleTimeout === 'number' && node._idleTimeout > 0 ? node._idleTimeout : undefined;
  const callback = node._onTimeout;
  if (typeof callback !== 'function') return { visible: false, delay };
  node._onTimeout = function (this: unknown, ...args: unknown[]): unknown {
    return through(() => Reflect.apply(callback, this, args));
  };
  return { visible: true, delay };
}
