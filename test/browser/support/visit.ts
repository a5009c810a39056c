import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Somebody who looks at the page, and all that went wrong meanwhile. */
export interface Visit {
  readonly page: Page;
  /** What its policy kept it from, requests to other hosts, and errors, in words. */
  readonly faults: readonly string[];
  end(): Promise<void>;
}

/** Runs in the page before anything of it; what is put in so is not subject to its policy. */
const TELL_VIOLATIONS = `
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) =>
    tellViolation([violatedDirective, blockedURI, sourceFile, lineNumber, sample].join(' ')));`;

/**
 * A window of its own, with storage and cookies of its own.
 * @param origin the only one that it may ask
 */
export async function startVisit(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  await page.exposeFunction('tellViolation', (violation: string) => void faults.push(`policy: ${violation}`));
  await page.addInitScript(TELL_VIOLATIONS);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host) {
      faults.push(`request to another host: ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // an answer that is no success is none of the page's faults
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    faults.push(`console: ${message.text()}`);
  });
  return { page, faults, end: () => context.close() };
}

/** Nothing was blocked by the page's policy, nothing asked of another host, nothing thrown. */
export function noViolations({ faults }: Visit): void {
  expect(faults).toEqual([]);
}
