import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again until the answer fits: for what other processes, or the network, bring about.
 * @param within milliseconds after which it fails
 */
export async function eventually<Value>(
  ask: () => Promise<Value> | Value,
  fits: (value: Value) => boolean = Boolean,
  within = 10_000,
): Promise<Value> {
  const end = performance.now() + within;
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    if (performance.now() > end)
      throw new Error(`It never came true; the last answer was ${JSON.stringify(value)}.`);
    await pause(10);
  }
}
