import type { ExecutionRecord } from 'nestjs-tracked-cron';
import type { Incident } from 'nestjs-tracked-cron/monitor';

/** Ended as it should, or because somebody wanted it to: no part of what is wrong. */
const IN_ORDER: readonly ExecutionRecord['status'][] = ['completed', 'cancelled'];

/** Of a job's incidents the one that an execution belongs to: it is named there, or happened while something was wrong. */
export function incidentAround(
  {
    id,
    status,
    createdAt,
    completedAt,
  }: Pick<ExecutionRecord, 'id' | 'status' | 'createdAt' | 'completedAt'>,
  incidents: readonly Incident[],
): Incident | null {
  const named = incidents.find(({ findings }) => findings.some(({ executionId }) => executionId === id));
  if (named !== undefined) return named;
  if (IN_ORDER.includes(status)) return null;
  const isAround = ({ beganAt, resolvedAt }: Incident) =>
    (completedAt === null || beganAt <= completedAt) && (resolvedAt === null || resolvedAt >= createdAt);
  return incidents.find(isAround) ?? null;
}
