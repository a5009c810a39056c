import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { InFlightExecution, JobFacts } from './job-facts.js';

/**
 * In flight longer than `maxDuration`, or running without heartbeat and progress for `stallAfter`: where the job asks for
 * signs of life, or has given one before. An error; it says how far the execution had come.
 */
export function findStuck(facts: JobFacts): Finding | undefined {
  const stuck = facts.inFlight
    .map((execution) => judge(execution, facts))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  if (stuck.length === 0) return undefined;

  const [oldest] = stuck;
  return {
    rule: 'stuck',
    severity: 'error',
    told: true,
    since: oldest.since,
    message: stuck.length === 1 ? oldest.problem : `${oldest.problem} (and ${stuck.length - 1} more)`,
    count: stuck.length,
    slot: oldest.execution.scheduledAt,
    executionId: oldest.execution.id,
  };
}

interface Stuck {
  readonly execution: InFlightExecution;
  readonly since: Date;
  readonly problem: string;
}

function judge(execution: InFlightExecution, { now, thresholds }: JobFacts): Stuck | undefined {
  const { startedAt, heartbeatAt, status } = execution;
  // nothing of it was called yet: at most it is late
  if (startedAt === null) return undefined;

  const inFlightMs = now.getTime() - startedAt.getTime();
  if (inFlightMs >= thresholds.maxDurationMs) {
    const limit = formatDuration(thresholds.maxDurationMs);
    return {
      execution,
      since: startedAt,
      problem: `in flight for ${formatDuration(inFlightMs)}, expected at most ${limit}${lastProgress(execution)}`,
    };
  }

  // an execution that waits for its retry can't give signs of life
  if (thresholds.stallAfterMs === null || status !== 'running') return undefined;
  if (!thresholds.stallIsJudgedFromStart && !hasGivenSign(execution)) return undefined;
  const lastSign = heartbeatAt !== null && heartbeatAt > startedAt ? heartbeatAt : startedAt;
  const silentMs = now.getTime() - lastSign.getTime();
  if (silentMs < thresholds.stallAfterMs) return undefined;
  const limit = formatDuration(thresholds.stallAfterMs);
  return {
    execution,
    since: lastSign,
    problem: `no heartbeat or progress for ${formatDuration(silentMs)}, expected every ${limit}${lastProgress(execution)}`,
  };
}

/** A later attempt has a heartbeat from its start on, given or not: of those only progress tells. */
function hasGivenSign({ attempt, heartbeatAt, progress }: InFlightExecution): boolean {
  return progress !== null || (attempt === 1 && heartbeatAt !== null);
}

function lastProgress({ progress, progressMessage }: InFlightExecution): string {
  const said = [
    ...(progress === null ? [] : [`${Math.round(progress * 100)} %`]),
    ...(progressMessage === null ? [] : [`"${progressMessage}"`]),
  ];
  return said.length === 0 ? '' : `; last progress: ${said.join(', ')}`;
}
