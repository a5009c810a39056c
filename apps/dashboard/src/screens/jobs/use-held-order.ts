import { useState } from 'react';
import { heldInWords, heldOrder, isSame } from './held-order.js';

interface Shown {
  readonly key: string;
  readonly names: readonly string[];
}

/** Names in an order that does not change while it is held. */
interface OrderToShow {
  readonly names: readonly string[];
  /** What waits; null for nothing. */
  readonly behind: string | null;
}

/**
 * @param wanted names as they would stand
 * @param key of what somebody has chosen: when it changes they want to see that, held or not
 */
export function useHeldOrder(
  wanted: readonly string[],
  key: string,
  isHeld: boolean,
  exists: (name: string) => boolean,
): OrderToShow {
  const [shown, setShown] = useState<Shown>({ key, names: wanted });
  if (isHeld && shown.key === key) {
    const held = heldOrder(shown.names, wanted, exists);
    return { names: held.names, behind: heldInWords(held) };
  }
  if (shown.key !== key || !isSame(shown.names, wanted)) setShown({ key, names: wanted });
  return { names: wanted, behind: null };
}
