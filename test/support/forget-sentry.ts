import { afterAll } from '@jest/globals';

/**
 * Takes away, when a spec is through, what Sentry's SDKs keep on the global object. Jest would put accessors there that call
 * themselves, and whatever of Sentry still runs then, such as its ear at the console, would end in an endless loop.
 */
export function forgetSentryAfterwards(): void {
  afterAll(() => {
    Reflect.deleteProperty(globalThis, '__SENTRY__');
  });
}
