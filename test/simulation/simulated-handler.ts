import { PermanentError, TransientError } from '../../libs/tracked-cron/src/execution/errors.js';
import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { CallableHandler } from '../../libs/tracked-cron/src/execution/handler-factory.js';
import type { SimulatedInstance } from './simulated-instance.js';
import type { World } from './world.js';

const HEEDS_ITS_SIGNAL = 0.7;

/** What a handler does, drawn when it is called: how long it takes, how it ends, whether it listens to its signal. */
export function simulatedHandler(
  instance: Pick<SimulatedInstance, 'name' | 'clock'>,
  { random, network, witness }: World,
  assignmentOf: (executionId: string) => Assignment,
): CallableHandler {
  return {
    enhancers: [],
    call: (context) => {
      const run = witness.begins(assignmentOf(context.executionId), instance.name);
      context.attemptRecord.begins();
      const heeds = random.chance(HEEDS_ITS_SIGNAL);
      const takes = network.isHealthy ? random.integer(0, 2_000) : duration();
      const error = random.chance(0.25) ? failure() : null;
      return new Promise<void>((resolve, reject) => {
        const end = (thrown: Error | null) => {
          witness.ends(run, thrown ? 'failed' : 'completed');
          if (thrown) reject(thrown);
          else resolve();
        };
        context.signal.addEventListener('abort', () => {
          witness.aborted(run, context.signal.reason as Error);
          if (heeds) end(context.signal.reason as Error);
        });
        if (takes !== null) instance.clock.after(takes, () => run.endedAt === null && end(error)).unref();
      });
    },
  };

  /** Null: it never settles. */
  function duration(): number | null {
    const draw = random.next();
    if (draw < 0.4) return random.integer(0, 500);
    if (draw < 0.75) return random.integer(500, 15_000);
    return draw < 0.97 ? random.integer(15_000, 60_000) : null;
  }

  function failure(): Error {
    return random.chance(0.3) ? new PermanentError('no such thing') : new TransientError('busy');
  }
}
