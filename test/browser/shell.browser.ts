import type { Browser, Page } from 'playwright-core';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { isIn, signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit } from './support/visit.js';

/** What the first screen may weigh, compressed. */
const FIRST_SCREEN_BYTES = 200_000;

describe('the frame around the screens', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), startSite({ days: 0 })]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const freshness = (page: Page) => page.locator('.freshness').getAttribute('data-freshness');
  const becomes = (page: Page, state: string) =>
    page.locator(`.freshness[data-freshness="${state}"]`).waitFor();

  it('says that it is live, and goes on by polling where WebSocket is blocked', async () => {
    const visit = await startVisit(browser, site.origin);
    await signIn(visit.page, site, 'viewer');
    await becomes(visit.page, 'live');
    await visit.end();

    const blocked = await startVisit(browser, site.origin);
    await blocked.page.routeWebSocket(/socket\.io/, (socket) => void socket.close());
    const polled: string[] = [];
    blocked.page.on('request', (request) => polled.push(new URL(request.url()).pathname));
    await signIn(blocked.page, site, 'viewer');
    await becomes(blocked.page, 'polling');
    const asked = () => polled.filter((path) => path.endsWith('/status')).length;
    const before = asked();
    await blocked.page.waitForResponse((response) => response.url().endsWith('/status'));
    expect(asked()).toBeGreaterThanOrEqual(before);
    expect(await freshness(blocked.page)).toBe('polling');
    await blocked.end();
  });

  it('notices that the application is gone, says so, and is live again when it is back', async () => {
    const first = await startSite({ days: 0, jobs: false });
    const visit = await startVisit(browser, first.origin);
    await signIn(visit.page, first, 'viewer');
    await becomes(visit.page, 'live');
    await first.close();
    await becomes(visit.page, 'polling');
    const second = await startSite({ days: 0, jobs: false, port: first.port });
    await becomes(visit.page, 'live');
    await visit.end();
    await second.close();
  }, 120_000);

  it('is steered by keys: to screens, to a job, and to what the keys are', async () => {
    const visit = await startVisit(browser, site.origin);
    const { page } = visit;
    await signIn(page, site, 'viewer');
    for (const [key, path] of Object.entries({
      j: 'jobs',
      e: 'executions',
      f: 'failures',
      r: 'reports',
      a: 'alerts',
      s: 'system',
    })) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((url) => url.pathname.endsWith(`/dashboard/${path}`));
    }
    await page.keyboard.press('/');
    await page.keyboard.type('standings');
    await page.getByRole('option', { name: 'matches.standings' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/jobs\/matches\.standings$/);
    await page.goBack();
    await page.waitForURL(/\/system$/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
    noViolations(visit);
    await visit.end();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe minds in its dialogs, in the %s theme',
    async (colorScheme) => {
      const visit = await startVisit(browser, site.origin, { colorScheme });
      const { page } = visit;
      await signIn(page, site, 'admin', 'system');
      expect(await axe(page)).toEqual([]);
      for (const key of ['/', '?']) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        expect(await axe(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await visit.end();
    },
  );

  it('keeps the theme that somebody has chosen', async () => {
    const visit = await startVisit(browser, site.origin, { colorScheme: 'light' });
    const { page } = visit;
    await signIn(page, site, 'viewer');
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await ground();
    await page.reload();
    await isIn(page);
    expect(await ground()).toBe(dark);
    expect(dark).not.toBe('rgb(245, 246, 248)');
    noViolations(visit);
    await visit.end();
  });

  it('is small: the first screen is under 200 KB as it is sent', async () => {
    const visit = await startVisit(browser, site.origin);
    const { page } = visit;
    let bytes = 0;
    page.on('response', async (response) => {
      if (!/\.(js|css|svg)$/.test(new URL(response.url()).pathname)) return;
      const { responseBodySize } = await response.request().sizes();
      bytes += responseBodySize;
    });
    await signIn(page, site, 'viewer');
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(FIRST_SCREEN_BYTES);
    await visit.end();
  });

  it('fits a phone, and a page that is read at twice its size', async () => {
    for (const width of [360, 640]) {
      const visit = await startVisit(browser, site.origin, { viewport: { width, height: 720 } });
      const { page } = visit;
      await signIn(page, site, 'admin', 'system');
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      expect([width, wider <= 0]).toEqual([width, true]);
      await visit.end();
    }
  });
});
