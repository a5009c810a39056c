import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { count, duration, percent } from '../../apps/dashboard/src/time/words.js';
import { ask } from './support/ask.js';
import { eventually } from '../support/eventually.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

const HOUR = 3_600_000;

interface Counted {
  readonly counts: Readonly<Record<string, number>>;
  readonly successRate: number;
  readonly duration: { readonly p50: number; readonly p95: number };
}

describe('the reports', () => {
  let browser: Browser;
  let site: Site;
  let visit: Visit;
  /** A day and a half that is over: nothing of it changes any more. */
  let span: { from: string; to: string };
  let before: { from: string; to: string };

  beforeAll(async () => {
    browser = await startChromium();
    site = await startSite({ days: 5 });
    const to = Math.floor(Date.now() / HOUR) * HOUR - 12 * HOUR;
    const at = (ms: number) => new Date(ms).toISOString();
    span = { from: at(to - 36 * HOUR), to: at(to) };
    before = { from: at(to - 72 * HOUR), to: span.from };
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  const address = (more = '') => `reports?${new URLSearchParams(span).toString()}${more}`;
  const stats = async (window: { from: string; to: string }) =>
    (
      (await ask(site, 'viewer', `/stats?${new URLSearchParams(window).toString()}`)).body as {
        total: Counted;
      }
    ).total;

  it('lay two periods side by side, with the numbers of the API', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', address());
    const table = page.getByRole('region', { name: 'Both periods', exact: true });
    await table.waitFor();
    const [now, old] = [await stats(span), await stats(before)];
    expect(now.counts.completed).toBeGreaterThan(500);
    const cells = async (name: string) =>
      (
        await table
          .getByRole('row')
          .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
          .getByRole('cell')
          .allInnerTexts()
      ).slice(0, 2);
    const both = (of: (one: Counted) => string) => [of(now), of(old)];
    expect(await cells('Success')).toEqual(both(({ successRate }) => percent(successRate)));
    expect(await cells('Failed')).toEqual(both(({ counts }) => count(counts.failed)));
    expect(await cells('Missed')).toEqual(both(({ counts }) => count(counts.missed)));
    expect(await cells('Duration, p50')).toEqual(both((one) => duration(one.duration.p50)));
    expect(await cells('Duration, p95')).toEqual(both((one) => duration(one.duration.p95)));
    noViolations(visit);
  });

  it('tell of jobs, groups and owners, in the order and the words of the address', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', address('&sort=-runs'));
    const lines = page.getByRole('region', { name: 'Jobs in both periods' });
    await lines.waitFor();
    const asked = `/reports/performance?${new URLSearchParams(span).toString()}&sort=-runs`;
    const { items } = (await ask(site, 'viewer', asked)).body as { items: { jobName: string }[] };
    const names = () => lines.getByRole('rowheader').allInnerTexts();
    expect(await names()).toEqual(items.map(({ jobName }) => jobName));
    await lines.getByRole('link', { name: 'Job' }).click();
    await page.waitForURL(/sort=jobName/);
    const byName = items.map(({ jobName }) => jobName).sort();
    await eventually(names, (shown) => shown.join() === byName.join());
    await page.goBack();
    await page.waitForURL(/sort=-runs/);
    await page.getByLabel('By', { exact: true }).selectOption('owner');
    const owners = page.getByRole('region', { name: 'Owners in both periods' });
    await owners.waitFor();
    const { items: groups } = (
      await ask(site, 'viewer', `/reports/groups?groupBy=owner&${new URLSearchParams(span).toString()}`)
    ).body as { items: { name: string; runs: number }[] };
    for (const { name, runs } of groups) {
      const row = owners
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });
      expect((await row.getByRole('cell').first().innerText()).split('\n')[0]).toBe(count(runs));
    }
    noViolations(visit);
  });

  it('are saved as files, of who is signed in', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', address());
    const saved = async (item: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const csv = await saved('job by job, CSV');
    expect(csv.name).toBe(`jobs-${span.to.slice(0, 10)}.csv`);
    expect(csv.text.split('\r\n')[0]).toMatch(/^job,group,runs,success rate,p50 ms/);
    expect(csv.text).toContain('matches.live-scores,matches,');
    const json = await saved('job by job, JSON');
    const { items } = JSON.parse(json.text) as { items: { jobName: string }[] };
    expect(items.map(({ jobName }) => jobName)).toContain('matches.live-scores');
    noViolations(visit);
  });

  it.each(['light', 'dark'] as const)(
    'are drawn in %s, with the numbers of the chart as a table',
    async (colorScheme) => {
      await visit.end();
      visit = await startVisit(browser, site.origin, { colorScheme });
      const { page } = visit;
      await signIn(page, site, 'viewer', address());
      await page.locator('.chart-canvas canvas').waitFor();
      await page.getByText('As a table').focus();
      await page.keyboard.press('Enter');
      const table = page.getByRole('region', { name: 'Outcomes over time' });
      await table.waitFor();
      expect(await table.getByRole('row').count()).toBe(36 + 1);
      expect(await axe(page)).toEqual([]);
      await page.getByRole('navigation', { name: 'Chart' }).getByRole('link', { name: 'Durations' }).click();
      await page.waitForURL(/chart=durations/);
      await screenshot(page, `reports-${colorScheme}`);
      noViolations(visit);
    },
  );

  it('follow the theme, and fit a phone', async () => {
    await visit.end();
    visit = await startVisit(browser, site.origin, {
      viewport: { width: 360, height: 740 },
      colorScheme: 'light',
    });
    const { page } = visit;
    await signIn(page, site, 'viewer', address());
    await page.locator('.chart-canvas canvas').waitFor();
    const drawn = () => page.locator('.chart-canvas canvas').evaluate('(canvas) => canvas.toDataURL()');
    const inLight = await drawn();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(
      `document.querySelector('.chart-canvas canvas').toDataURL() !== ${JSON.stringify(inLight)}`,
    );
    const wide = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide).toBeLessThanOrEqual(0);
    await screenshot(page, 'reports-phone');
    noViolations(visit);
  });

  it('say so where there is no such job', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'reports?jobName=nobody');
    await page.getByText('There is no such thing here.').first().waitFor();
    noViolations(visit);
  });
});
