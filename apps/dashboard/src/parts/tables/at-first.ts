import { startTransition, useState } from 'react';

/** How many rows of a long list are drawn before somebody asks for more, and then with each time. */
export const AT_FIRST = 50;

/** How many rows are drawn, and what is done to have more. */
export function useMost(): readonly [most: number, more: () => void] {
  const [most, setMost] = useState(AT_FIRST);
  // drawn bit by bit: what else somebody does meanwhile is not held up
  return [most, () => startTransition(() => setMost(most + AT_FIRST))];
}
