/** What a listener makes of a call; it stands before the method, and whatever it throws is kept from the caller. */
type Hears = (self: unknown, parameters: unknown[]) => void;

type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** A method that is listened to. */
export interface TappedMethod {
  readonly owner: object;
  readonly name: string;
  readonly hears: Hears;
}

/** Whether a tapped method is on the stack: what it calls for its own work is the same line again. */
let inside = false;

/**
 * Listens to calls of methods that somebody else owns. They do what they did, with the same `this`, arguments, result and
 * exception. Used by several, it stands in front once; when the last one leaves, the methods are put back, but not
 * over one that somebody has put there since: there the tap stays, deaf.
 */
export class MethodTap {
  private users = 0;
  private removals: (() => void)[] = [];

  constructor(private readonly methods: () => readonly TappedMethod[]) {}

  /** @returns what ends it; calling that again does nothing */
  attach(): () => void {
    if (this.users++ === 0) this.removals = this.methods().flatMap(tap);
    let attached = true;
    return () => {
      if (!attached) return;
      attached = false;
      if (--this.users === 0) for (const remove of this.removals.splice(0)) remove();
    };
  }
}

function tap({ owner, name, hears }: TappedMethod): (() => void)[] {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const method: unknown = descriptor?.value;
  // a Nest without this method, or one that somebody froze
  if (typeof method !== 'function' || !descriptor?.configurable) return [];
  let listening = true;
  const tapped: Method = function (...parameters) {
    const call = () => Reflect.apply(method, this, parameters) as unknown;
    return listening ? heardOnce(() => hears(this, parameters), call) : call();
  };
  Object.defineProperty(owner, name, { ...descriptor, value: tapped });
  return [
    () => {
      listening = false;
      if (Object.getOwnPropertyDescriptor(owner, name)?.value === tapped)
        Object.defineProperty(owner, name, descriptor);
    },
  ];
}

/**
 * Tells a listener of a call, then makes it. What the call comes to is its caller's; calls within it are not told, and what
 * the listener throws goes nowhere.
 */
export function heardOnce<Result>(tell: () => void, call: () => Result): Result {
  if (inside) return call();
  inside = true;
  try {
    try {
      tell();
    } catch {
      // a line that can't be read must not fail who logs it
    }
    return call();
  } finally {
    inside = false;
  }
}
