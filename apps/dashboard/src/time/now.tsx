import {
  createContext,
  useContext,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

/** The clock that everything on the page is counted from: the server's, and one tick a second for all. */
export class PageClock {
  private readonly listeners = new Set<() => void>();
  private offset = 0;
  private shown = Date.now();
  private timer: number | undefined;

  /** Milliseconds since the epoch, as the server's clock has it. */
  readonly now = () => Date.now() + this.offset;
  readonly ticked = () => this.shown;
  /** When it last ticked, rounded down to a multiple. @param step milliseconds */
  readonly tickedTo = (step: number) => Math.floor(this.shown / step) * step;

  /** @param serverTime as the server said just now */
  readonly set = (serverTime: number) => {
    this.offset = serverTime - Date.now();
    this.tick();
  };

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    this.timer ??= window.setInterval(() => this.tick(), 1_000);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      window.clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  private tick(): void {
    this.shown = this.now();
    for (const listener of this.listeners) listener();
  }
}

/** By which whatever is begun asks that no component asks for yet. */
export const pageClock = new PageClock();

const ClockContext = createContext(pageClock);

/** Nothing is shown, and asked for, by any clock but the server's. */
export function ClockProvider({ serverTime, children }: { serverTime: string; children: ReactNode }) {
  const clock = useContext(ClockContext);
  const [isSet, setIsSet] = useState(false);
  useLayoutEffect(() => {
    clock.set(Date.parse(serverTime));
    setIsSet(true);
  }, [clock, serverTime]);
  return isSet ? children : null;
}

/** Milliseconds since the epoch, anew each second. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, clock.ticked);
}

/** Something that is told from it: what asks for it is rendered anew only when that changes. */
export function useOfNow<Told extends string | number>(tell: (now: number) => Told): Told {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => tell(clock.ticked()));
}

/** The same, rounded down to a multiple. @param step milliseconds */
export function useNowTo(step: number): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => clock.tickedTo(step));
}

/** For what asks the time itself, such as a drawing: it does not render anew by it. */
export function useClock(): () => number {
  return useContext(ClockContext).now;
}
