import type { Attention } from './attention.js';

/** What is listed: a job that needs a look, or did so a moment ago. */
export interface Listed {
  readonly attention: Attention;
  /** It is well again, and stands here only so that nothing moves. */
  readonly isOver: boolean;
}

/**
 * The list while somebody is in it: everything stays in its place, what is new comes last.
 * @param before what was listed when they came; null while nobody is there
 */
export function heldAttention(
  before: readonly Listed[] | null,
  now: readonly Attention[],
): readonly Listed[] {
  const current = new Map(now.map((attention) => [attention.job.jobName, attention]));
  if (before === null) return now.map((attention) => ({ attention, isOver: false }));
  const held = before.map(({ attention }) => {
    const latest = current.get(attention.job.jobName);
    return { attention: latest ?? attention, isOver: latest === undefined };
  });
  const known = new Set(before.map(({ attention }) => attention.job.jobName));
  const fresh = now.filter(({ job }) => !known.has(job.jobName));
  return [...held, ...fresh.map((attention) => ({ attention, isOver: false }))];
}
