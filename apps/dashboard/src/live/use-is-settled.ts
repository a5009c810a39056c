import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** So long nothing is asked for. Milliseconds. */
const QUIET_MS = 250;
/** What takes longer to come is not waited for. Milliseconds. */
const LONGEST_MS = 3_000;

/** Whether what somebody opened is there by now: what nobody waits for does not get in its way before. */
export function useIsSettled(): boolean {
  const isQuiet = useIsFetching() === 0;
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    if (!isQuiet) return undefined;
    const timer = window.setTimeout(() => setSettled(true), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [isQuiet]);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), LONGEST_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return isSettled;
}
