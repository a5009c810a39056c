import type { ObservedJob } from './observed-job.js';
import type { Firing, ObservedRun, RunLog } from './run-log.js';
import { isNativePromise, isThenable, watchedThenable } from './thenable.js';

/** What happens to a promise that the code answers and that is rejected. */
export type Rejections =
  /** The scheduler awaits it, or attaches a handler of its own. */
  | 'handled'
  /** Nobody does: the process hears of it as an unhandled rejection, and must go on doing so. */
  | 'unhandled';

/** One firing under way: it calls one function, or, where a `CronJob` has several, each of them. */
interface Fire extends Firing {
  run: ObservedRun | undefined;
  /** Calls that have not settled. */
  open: number;
  /** Functions that are still to be called. */
  left: number;
  thrown: { readonly error: unknown } | undefined;
}

/** One timer of the host and the code it calls. Passes calls on as they are and tells the log of them. */
export class ObservedSource {
  private readonly inFlight = new Set<Fire>();
  /** Said by whoever sees the timer fire, right before the code is called. */
  private announced: Fire | undefined;
  private current: Fire | undefined;

  constructor(
    public job: ObservedJob,
    private readonly log: RunLog,
  ) {}

  /**
   * The scheduler fires: runs `fire`.
   * @param calls how many functions that calls
   * @param mayWait whether it calls none while a run is in flight: the slot is then noted as skipped
   */
  fires<Result>(firing: Firing, calls: number, mayWait: boolean, fire: () => Result): Result {
    const before = this.announced;
    const mine: Fire = { ...firing, run: undefined, open: 0, left: calls, thrown: undefined };
    this.announced = mine;
    try {
      return fire();
    } finally {
      this.announced = before;
      if (mayWait && mine.left === calls) safely(() => this.log.skipped(this.job, firing.slot));
    }
  }

  /** Calls the host's code: what it answers and throws is passed on as it is. */
  call(code: () => unknown, rejections: Rejections): unknown {
    const fire = this.begin();
    let result: unknown;
    try {
      result = code();
    } catch (error) {
      this.settle(fire, { error }, true);
      throw error;
    }
    if (isNativePromise(result)) {
      result.then(
        () => this.settle(fire),
        (error: unknown) => {
          this.settle(fire, { error }, true);
          if (rejections === 'unhandled') throw error;
        },
      );
      return result;
    }
    if (rejections === 'handled' && isThenable(result)) {
      return watchedThenable(
        result,
        () => this.settle(fire),
        (error) => this.settle(fire, { error }, true),
      );
    }
    this.settle(fire);
    return result;
  }

  private begin(): Fire {
    const fire = this.fireOf();
    fire.left -= 1;
    fire.open += 1;
    if (fire.run === undefined) {
      safely(() => (fire.run = this.log.begin(this.job, fire, this.inFlight.size)));
      this.inFlight.add(fire);
    }
    return fire;
  }

  /** The firing that a call belongs to: the one announced, one that has more to call, or one that nobody saw. */
  private fireOf(): Fire {
    if (this.announced) return (this.current = this.announced);
    if (this.current && this.current.left > 0 && this.inFlight.has(this.current)) return this.current;
    const { kind } = this.job.times;
    const slot = kind === 'date' ? this.job.times.at : null;
    return { trigger: 'schedule', slot, run: undefined, open: 0, left: 1, thrown: undefined };
  }

  private settle(fire: Fire, thrown?: Fire['thrown'], stops = false): void {
    fire.open -= 1;
    fire.thrown ??= thrown;
    // a function that throws, or is awaited and rejects, keeps its scheduler from calling the next ones
    if (fire.open > 0 || (fire.left > 0 && !stops)) return;
    this.inFlight.delete(fire);
    safely(() => fire.run?.end(fire.thrown));
  }
}

/** Trouble with writing down is no trouble of the job's. */
function safely(work: () => void): void {
  try {
    work();
  } catch {
    // there is nobody here who could do anything about it
  }
}
