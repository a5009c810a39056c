import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app-context.js';
import { statusQuery, type JobStatus } from './queries.js';

const NONE: readonly JobStatus[] = [];

/** The jobs as far as they are known, for what only offers their names: the frame asks for them when the screen is there. */
export function useKnownJobs(): readonly JobStatus[] {
  const { data } = useQuery({ ...statusQuery(useApi()), enabled: false });
  return data ?? NONE;
}
