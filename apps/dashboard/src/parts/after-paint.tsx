import { startTransition, useEffect, useState, type ReactNode } from 'react';

/** What is seen at the second glance: it is drawn once what stands above it has been painted. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setPainted(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return isPainted && children;
}
