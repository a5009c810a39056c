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

/** What shapes an event; everything else listens to the whole process, which the next specs live in too. */
const SHAPING =
  /^(EventFilters|InboundFilters|FunctionToString|LinkedErrors|Dedupe|ContextLines|Context|RequestData|ModuleMetadata|Modules)$/;

/** The SDK's default integrations without those that hook into servers, clients and the console of this process. */
export function shapingOnly<Integration extends { readonly name: string }>(
  all: Integration[],
): Integration[] {
  return all.filter(({ name }) => SHAPING.test(name));
}
