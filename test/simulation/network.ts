import type { SeededRandom } from './seeded-random.js';
import type { SimulatedHost } from './simulated-host.js';
import type { Timeline } from './timeline.js';

/** How often what happens to a statement. */
const SLOW = 0.05;
const LOST_REQUEST = 0.02;
const LOST_ANSWER = 0.02;
/** After that a client gives up what was lost on the way. */
const NOTICED_AFTER_MS = 4_000;

/**
 * Between processes and their one database. A statement arrives after a while, happens at one instant, and is answered after
 * another while; the request may be lost, or the answer, which looks the same from here.
 */
export class Network {
  /** Whether nothing goes wrong any more. */
  isHealthy = false;
  private isDown = false;
  private readonly cutOff = new Set<SimulatedHost>();

  constructor(
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
    /** Called after each statement, whatever came of it. */
    private readonly afterStatement: (what: string) => void,
  ) {}

  /** The database is away, for everybody. */
  setDown(isDown: boolean): void {
    this.isDown = isDown;
  }

  setCutOff(host: SimulatedHost, isCutOff: boolean): void {
    if (isCutOff) this.cutOff.add(host);
    else this.cutOff.delete(host);
  }

  /** @param statement happens at one instant, or throws and has changed nothing */
  call<Answer>(host: SimulatedHost, what: string, statement: () => Answer): Promise<Answer> {
    const { there, back, lost } = this.fate();
    return new Promise((resolve, reject) => {
      const answer = (delay: number, deliver: () => void) =>
        this.timeline.after(delay, () => host.run(deliver));
      const vanish = () =>
        answer(NOTICED_AFTER_MS, () => reject(new Error('Connection terminated unexpectedly')));
      this.timeline.after(there, () => {
        if (lost === 'request' || this.isAway(host)) return vanish();
        let result: Answer;
        try {
          result = statement();
        } catch (error) {
          return answer(back, () => reject(error));
        }
        this.afterStatement(what);
        if (lost === 'answer') return vanish();
        // the way back may break while the answer is on it
        this.timeline.after(back, () => (this.isAway(host) ? vanish() : host.run(() => resolve(result))));
      });
    });
  }

  private isAway(host: SimulatedHost): boolean {
    return !this.isHealthy && (this.isDown || this.cutOff.has(host));
  }

  private fate(): { there: number; back: number; lost: 'no' | 'request' | 'answer' } {
    const { random } = this;
    const delay = () =>
      !this.isHealthy && random.chance(SLOW) ? random.integer(50, 6_000) : random.integer(1, 15);
    const [there, back, draw] = [delay(), delay(), random.next()];
    const lost =
      this.isHealthy || draw > LOST_REQUEST + LOST_ANSWER ? 'no' : draw < LOST_REQUEST ? 'request' : 'answer';
    return { there, back, lost };
  }
}
