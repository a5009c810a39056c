import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { JobSearch } from './job.search.js';

const FROM = '/jobs/$jobName';

/** Which job this screen is about. */
export function useJobName(): string {
  return useParams({ from: FROM }).jobName;
}

/** What the address says of this screen. */
export function useJobSearch(): JobSearch {
  return useSearch({ from: FROM });
}

/** Changes a part of the address, which the back button takes back. */
export function useChangeSearch(): (change: JobSearch) => void {
  const navigate = useNavigate({ from: FROM });
  return useCallback(
    (change) => void navigate({ search: (search) => ({ ...search, ...change }), resetScroll: false }),
    [navigate],
  );
}
