import { useSyncExternalStore } from 'react';

/** As the style sheets have it: what is laid out beside each other on a desk stands below each other here. */
const query = window.matchMedia('(width < 48rem)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether there is no more room than on a phone. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
