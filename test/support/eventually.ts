import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer fits: for what other processes, or the network, bring about. Fails after ten seconds. */
export async function eventually<Value>(
  ask: () => Promise<Value> | Value,
  fits: (value: Value) => boolean = Boolean,
): Promise<Value> {
  const end = performance.now() + 10_000;
  for (;;) {
    const value = await ask();
    if (fits(value)) return value;
    if (performance.now() > end)
      throw new Error(`It never came true; the last answer was ${JSON.stringify(value)}.`);
    await pause(10);
  }
}
