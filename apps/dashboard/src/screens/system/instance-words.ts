import type { Schemas } from '../../api/client.js';
import { STATUS_LOOKS, HEALTH_LOOKS, type StateLook } from '../../theme/states.js';
import { count, duration } from '../../time/words.js';

type Instance = Schemas['Instance'];

/** More is told by the diagnosis too. Milliseconds. */
const CLOCK_OFF_MS = 1_000;
const LOOP_SLOW_MS = 1_000;

const LOOKS: Readonly<Record<Instance['state'], StateLook>> = {
  alive: { ...STATUS_LOOKS.completed, word: 'Alive' },
  draining: { ...HEALTH_LOOKS.paused, word: 'Draining' },
  stopped: { ...STATUS_LOOKS.cancelled, word: 'Stopped' },
  dead: { ...STATUS_LOOKS.lost, word: 'Dead' },
};

export function instanceLook({ state }: Instance): StateLook {
  return LOOKS[state];
}

/** How its clock stands against the database's, and whether somebody should see to it. */
export function clockInWords({ clockOffsetMs }: Instance): { text: string; isOff: boolean } {
  if (clockOffsetMs === null) return { text: 'Not known', isOff: false };
  const away = Math.abs(clockOffsetMs);
  const isOff = away > CLOCK_OFF_MS;
  if (away < 1) return { text: 'In step', isOff };
  return { text: `${duration(away)} ${clockOffsetMs > 0 ? 'ahead' : 'behind'}`, isOff };
}

/** How its event loop turns, and whether somebody should see to it. @param now milliseconds */
export function eventLoopInWords(
  { eventLoopDelayMs, eventLoopBlockedSince, state }: Instance,
  now: number,
): { text: string; isOff: boolean } {
  const isThere = state === 'alive' || state === 'draining';
  if (isThere && eventLoopBlockedSince !== null) {
    return {
      text: `Blocked for ${duration(Math.max(0, now - Date.parse(eventLoopBlockedSince)))}`,
      isOff: true,
    };
  }
  if (eventLoopDelayMs === null) return { text: 'Not known', isOff: false };
  return { text: `${duration(eventLoopDelayMs)} delay`, isOff: eventLoopDelayMs > LOOP_SLOW_MS };
}

/** Whether the definitions of a generation are not what the others run: what it lacks, or does not decide. */
export function generationInWords({ jobs, decides, lacks }: Schemas['Generation'], isOnly: boolean): string {
  if (isOnly) return 'All living instances run the same definitions.';
  if (lacks.length > 0)
    return `It does not know ${lacks.length === 20 ? '20 or more' : lacks.length} of the jobs.`;
  return decides === jobs
    ? 'Its definitions are the ones in force.'
    : `For ${decides} of its ${jobs} jobs, its definition is the one in force.`;
}

/** Whether the instances that run jobs are enough for the work there is. */
export function scalingInWords({
  desiredWorkers,
  workers,
}: Pick<Schemas['ScalingSignal'], 'desiredWorkers' | 'workers'>): string {
  const wanted = desiredWorkers === 1 ? 'one instance' : `${count(desiredWorkers)} instances`;
  if (workers === 0) return `No instance runs jobs; there is work for ${wanted}.`;
  if (desiredWorkers > workers)
    return `There is work for ${wanted}, but only ${workers === 1 ? 'one runs' : `${count(workers)} run`} jobs.`;
  if (workers === 1) return 'One instance is enough for the work there is.';
  return `${count(workers)} instances are enough for the work there is.`;
}
