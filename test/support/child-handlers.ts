import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { CronContext } from '../../libs/tracked-cron/src/index.js';
import type { WitnessWriter } from './witness-writer.js';

/** What a handler of a {@link ChildInstance} has at hand. */
export interface HandlerSurroundings {
  readonly witness: WitnessWriter;
  /** The application's own connections; few. */
  readonly pool: Pick<pg.Pool, 'query'>;
  /** How long it takes, ms. */
  readonly takesMs: number;
  /** How many of its first attempts fail when that time is over. */
  readonly fails: number;
}

type Handler = (context: CronContext, surroundings: HandlerSurroundings) => unknown;

/** What handlers do, well or badly. Each notes first that it was called. */
export const CHILD_HANDLERS = {
  /** Takes its time, listens to its signal, and notes how it ended. */
  work: async (context, { witness, takesMs, fails }) => {
    await witness.note(context, 'began');
    const aborted = await pause(takesMs, false, { signal: context.signal }).catch(() => true);
    await witness.note(context, aborted ? 'aborted' : 'ended');
    context.signal.throwIfAborted();
    if (context.attempt <= fails) throw new Error(`Attempt ${context.attempt} fails.`);
  },
  /** The same, but it never looks at its signal. */
  ignoreSignal: async (context, { witness, takesMs }) => {
    await witness.note(context, 'began');
    await pause(takesMs);
    await witness.note(context, 'ended');
  },
  /** Works on the application's own connections; there are fewer of them than handlers. */
  useAppPool: async (context, { witness, pool, takesMs }) => {
    await witness.note(context, 'began');
    await pool.query('select pg_sleep($1)', [takesMs / 1_000]);
    await witness.note(context, 'ended');
  },
  throwAtOnce: (context, { witness }) => {
    void witness.note(context, 'began');
    throw new Error('thrown before anything was awaited');
  },
  rejectWithNoError: async (context, { witness }) => {
    await witness.note(context, 'began');
    // what libraries without manners do
    await Promise.reject({
      code: 'E_NO_ERROR',
      toString: () => 'neither error nor text',
    } as unknown as Error);
  },
  neverSettle: async (context, { witness }) => {
    await witness.note(context, 'began');
    await new Promise(() => {});
  },
  /** Its timeout is over by then. */
  rejectLate: async (context, { witness, takesMs }) => {
    await witness.note(context, 'began');
    await pause(takesMs);
    await witness.note(context, 'ended');
    throw new Error('rejected when nobody waited any more');
  },
  /** Comes to a good end, and leaves a rejected promise behind: by itself, Node ends the process for that. */
  leaveRejection: async (context, { witness, takesMs }) => {
    await witness.note(context, 'began');
    void pause(takesMs).then(() => Promise.reject(new Error('nobody awaits this')));
    await witness.note(context, 'ended');
  },
  exitProcess: async (context, { witness }) => {
    await witness.note(context, 'began');
    process.exit(3);
  },
} satisfies Record<string, Handler>;

export type ChildHandler = keyof typeof CHILD_HANDLERS;
