import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

const THEMES = ['light', 'dark'] as const;
const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => void (browser = await startChromium()));
afterAll(() => browser.close());

const verdict = (page: Page) => page.getByRole('heading', { level: 1 });
const attention = (page: Page, jobName: string) =>
  page.locator('.attention').filter({ has: page.getByRole('heading', { name: jobName, exact: true }) });
/** Reloading would lose it. */
const mark = (page: Page) => page.evaluate('window.notReloaded = true');
const isMarked = (page: Page) => page.evaluate('window.notReloaded === true');
/** What axe objects to twice: what goes while it looks is drawn on nothing. */
async function lasting(page: Page): Promise<string[]> {
  const first = await axe(page);
  if (first.length === 0) return first;
  const second = await axe(page);
  return first.filter((one) => second.includes(one));
}
const fitsTheWindow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

describe('an application whose jobs begin, fail and are well again', () => {
  let site: Site;
  let visit: Visit;
  let mood: 'good' | 'bad' | 'slow' = 'good';
  let finish = () => {};
  beforeAll(async () => void (site = await startSite({ jobs: false })));
  afterAll(() => site.close());
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  const run = async () => {
    const { executionId } = await site.manager.triggerManually('payments.settle', { by: 'ada' });
    return eventually(
      () => site.manager.getExecution(executionId),
      (one) => one?.completedAt != null,
    );
  };

  it('is told what to write where there is no job yet, and sees the first one come', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator');
    await page.getByRole('heading', { name: 'There are no jobs yet' }).waitFor();
    await page.getByText('@TrackedCron(').waitFor();
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      expect(await lasting(page)).toEqual([]);
      await screenshot(page, `now-empty-${colorScheme}`);
    }
    await mark(page);
    await site.manager.register({
      name: 'payments.settle',
      schedule: '0 3 1 1 *',
      impact: 'Shops are paid late <b>today</b>.',
      rerun: 'safe',
      alertThresholds: { consecutiveFailures: 1 },
      handler: async () => {
        if (mood === 'bad') throw new Error('the bank said <i>no</i>');
        if (mood === 'slow') await new Promise<void>((resolve) => (finish = resolve));
      },
    });
    await page.getByRole('heading', { name: '1 job not run yet' }).waitFor();
    expect(await isMarked(page)).toBe(true);
    noViolations(visit);
  });

  it('sees without reloading that a job runs, fails, and hurts somebody', async () => {
    const { page } = visit;
    mood = 'good';
    await run();
    await signIn(page, site, 'viewer');
    await page.getByRole('heading', { name: 'The one job is healthy' }).waitFor();
    await mark(page);
    mood = 'slow';
    const slow = run();
    await page.locator('[data-lane="payments.settle"][aria-label*="1 running"]').waitFor();
    finish();
    await slow;
    await page.locator('[data-lane="payments.settle"]:not([aria-label*="running"])').waitFor();
    mood = 'bad';
    await run();
    await page.getByRole('heading', { name: '1 job failing' }).waitFor();
    const item = attention(page, 'payments.settle');
    await item.getByText('Shops are paid late <b>today</b>.').waitFor();
    await item.getByText('Nobody is on it').waitFor();
    await page.locator('[data-lane="payments.settle"][aria-label*="1 failed"]').waitFor();
    expect(await isMarked(page)).toBe(true);
    // a viewer is shown nothing that is not theirs to do
    expect(await item.getByRole('button').count()).toBe(0);
    noViolations(visit);
  });

  it('acknowledges and runs it again from the list, which is on record, and sees it well', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator');
    const item = attention(page, 'payments.settle');
    await item.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByLabel('Reason').fill('asking the bank');
    await page.getByRole('button', { name: 'I am on it' }).click();
    await item.getByText('Acknowledged by operator of the site').waitFor();
    expect(await item.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    await item.getByRole('link', { name: 'Acknowledged by' }).click();
    await page.getByText('By operator of the site: asking the bank').waitFor();
    await page.goBack();
    mood = 'good';
    await item.getByRole('button', { name: 'Run again' }).click();
    await page.getByText('running it again does no harm').waitFor();
    await page.getByRole('button', { name: 'Trigger', exact: true }).click();
    await page.getByRole('heading', { name: 'The one job is healthy' }).waitFor();
    // it goes when nobody is there any more to press something else instead
    await item.getByText('It is well again.').waitFor();
    await page.getByRole('heading', { level: 1 }).hover();
    await page.locator('#main').focus();
    await item.waitFor({ state: 'detached' });
    const { items } = await site.manager.getAudit({ by: 'operator of the site' });
    expect(items.map(({ action, reason }) => [action, reason])).toEqual([
      ['trigger', null],
      ['acknowledge', 'asking the bank'],
    ]);
    noViolations(visit);
  });

  it('says that nothing starts while there is a freeze, and who holds a job', async () => {
    const { page } = visit;
    await site.manager.freeze({ reason: 'the bank moves', by: 'grace' });
    await signIn(page, site, 'viewer');
    await page.getByText('Frozen: 1 job does not start.').waitFor();
    await page.getByText(/All jobs.* by grace.*: the bank moves/).waitFor();
    await site.manager.unfreeze({});
    await site.manager.pause('payments.settle', { reason: 'waiting', by: 'ada' });
    await page.getByText(/paused .* by ada.*: waiting/).waitFor();
    await site.manager.resume('payments.settle');
    noViolations(visit);
  });

  it('says that the jobs can’t be loaded, and loads them when asked again', async () => {
    const { page } = visit;
    await page.routeWebSocket(/.*/, (socket) => socket.close());
    await page.route('**/status', (route) => route.fulfill({ status: 500, json: { detail: 'It broke.' } }));
    await signIn(page, site, 'viewer');
    await page.getByText('It broke.').first().waitFor();
    await page.unroute('**/status');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { name: 'The one job is healthy' }).waitFor();
  });
});

describe('an application with jobs of every kind', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => void (site = await startSite({ days: 2 })));
  afterAll(() => site.close());
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  /** Whether something is drawn in a lane. */
  const isDrawn = (page: Page, jobName: string) =>
    page.evaluate(
      `(() => {
        const canvas = document.querySelector('[data-lane="${jobName}"] canvas');
        if (!canvas || canvas.width === 0) return false;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height - 2);
        return data.some((value) => value !== 0);
      })()`,
    );
  const seesLanes = async (page: Page) => {
    await page.locator('[data-lane="imports.transfers"][aria-label*="failed"]').waitFor();
    await eventually(
      () => isDrawn(page, 'imports.transfers'),
      (drawn) => drawn === true,
    );
  };

  it('shows it in both themes, wide and on a phone, with nothing that axe objects to', async () => {
    const { page } = visit;
    await page.setViewportSize({ width: 1440, height: 900 });
    await signIn(page, site, 'operator');
    await verdict(page)
      .filter({ hasText: /failing/ })
      .waitFor();
    await seesLanes(page);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      expect(await lasting(page)).toEqual([]);
      await screenshot(page, `now-${colorScheme}`);
    }
    await page.setViewportSize(PHONE);
    expect(await fitsTheWindow(page)).toBe(true);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      expect(await lasting(page)).toEqual([]);
      await screenshot(page, `now-phone-${colorScheme}`);
    }
    noViolations(visit);
  }, 180_000);

  it('goes through lanes by keyboard, hears what is there, and opens it', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer');
    await seesLanes(page);
    await page.locator('.lane[tabindex="0"]').focus();
    const first = await page.evaluate('document.activeElement.dataset.lane');
    await page.keyboard.press('ArrowDown');
    await eventually(
      () => page.evaluate('document.activeElement.dataset.lane'),
      (next) => next !== undefined && next !== first,
    );
    await page.locator('[data-lane="imports.transfers"]').focus();
    await page.keyboard.press('ArrowRight');
    const tip = page.getByRole('tooltip');
    await tip.getByText('imports.transfers').waitFor();
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await tip.waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/executions\/[0-9a-f-]{36}/);
    noViolations(visit);
  });

  it('zooms out and turns to instances by the address, and comes back', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer');
    await seesLanes(page);
    await page.getByRole('link', { name: '24 h' }).click();
    await page.waitForURL(/zoom=24h/);
    await page.locator('[data-lane="cache.warm"]').waitFor();
    await seesLanes(page);
    await screenshot(page, 'now-24h');
    await page.getByRole('link', { name: '7 d' }).click();
    await page.waitForURL(/zoom=7d/);
    await seesLanes(page);
    await screenshot(page, 'now-7d');
    await page.goBack();
    await page.waitForURL(/zoom=24h/);
    await page.goto(new URL('?by=instance', site.url).href);
    await page.locator('.lane').first().waitFor();
    await page.locator('.lane[aria-label*="completed"]').first().waitFor();
    await screenshot(page, 'now-instances');
    await page.goto(new URL('?group=imports&text=transfers', site.url).href);
    await page.locator('[data-lane="imports.transfers"]').waitFor();
    expect(await page.locator('.lane').count()).toBe(1);
    await page.getByLabel('Group', { exact: true }).selectOption('');
    await page.getByRole('searchbox').fill('no such');
    await page.waitForURL(/text=no/);
    await page.getByText('No job fits these filters.').waitFor();
    noViolations(visit);
  });

  it('tells roughly how fast it is', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer');
    await page.addInitScript(`
      window.paints = [];
      new PerformanceObserver((list) => window.paints.push(...list.getEntries().map(({ startTime }) => startTime)))
        .observe({ type: 'largest-contentful-paint', buffered: true });`);
    await page.reload();
    await seesLanes(page);
    const largest = (await page.evaluate('window.paints.at(-1)')) as number;
    console.log(`largest paint after ${Math.round(largest)} ms`);
    expect(largest).toBeGreaterThan(0);
  });
});
