import { useEffect, useState } from 'react';

/** What is written, once nobody has written for a moment: so that not every letter is asked about. */
export function useSettled(value: string, afterMs = 350): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), afterMs);
    return () => window.clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
