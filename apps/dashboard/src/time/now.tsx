import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';

/** The clock that everything on the page is counted from: the server's, and one tick a second for all. */
class PageClock {
  private readonly listeners = new Set<() => void>();
  private offset = 0;
  private shown = Date.now();
  private timer: number | undefined;

  /** Milliseconds since the epoch, as the server's clock has it. */
  readonly now = () => Date.now() + this.offset;
  readonly ticked = () => this.shown;

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

const ClockContext = createContext(new PageClock());

export function ClockProvider({ serverTime, children }: { serverTime: string; children: ReactNode }) {
  const clock = useContext(ClockContext);
  useEffect(() => clock.set(Date.parse(serverTime)), [clock, serverTime]);
  return children;
}

/** Milliseconds since the epoch, anew each second. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, clock.ticked);
}

/** The same, rounded down to a multiple: what asks for it is rendered anew only when that changes. @param step milliseconds */
export function useNowTo(step: number): number {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.ticked() / step) * step);
}

/** For what asks the time itself, such as a drawing: it does not render anew by it. */
export function useClock(): () => number {
  return useContext(ClockContext).now;
}
