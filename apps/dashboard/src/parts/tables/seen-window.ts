import type { ExecutionFilters } from '../../api/executions.js';

/**
 * The window of what was there when somebody began to look: asked again, it has the same rows, in their newest state, so that
 * no row moves.
 * @param seen when that was
 */
export function seenOf(filters: ExecutionFilters, seen: string): ExecutionFilters {
  const { from, to } = filters;
  if (to !== undefined && Date.parse(to) <= Date.parse(seen)) return filters;
  // a window that has not begun is empty by itself
  if (from !== undefined && Date.parse(from) >= Date.parse(seen)) return filters;
  return { ...filters, to: seen };
}

/** The window of what has come since; null where nothing can. */
export function newerOf(filters: ExecutionFilters, seen: string): ExecutionFilters | null {
  const { from, to } = filters;
  if (to !== undefined && Date.parse(to) <= Date.parse(seen)) return null;
  if (from !== undefined && Date.parse(from) >= Date.parse(seen)) return null;
  const { sort: _, ...unsorted } = filters;
  return { ...unsorted, from: seen };
}
