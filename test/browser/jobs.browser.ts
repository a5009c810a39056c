import type { Browser, Page } from 'playwright-core';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { HOSTILE, registerHostile, registerMany } from './support/odd-jobs.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

let browser: Browser;
beforeAll(async () => void (browser = await startChromium()));
afterAll(() => browser.close());

/** Row of a job, by its name. */
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
/** The jobs that are shown, in their order. */
const names = (page: Page) => page.locator('tbody .job-name').allInnerTexts();
const search = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
/** So high that all of a site's jobs are in sight, and so drawn. */
const viewport = { width: 1440, height: 2_400 };
/** Away from the table: while somebody points at it, nothing moves. */
const pointAway = (page: Page) => page.mouse.move(2, 2);

describe('the jobs', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await startSite({ days: 14 });
    await registerHostile(site.manager);
  });
  afterAll(() => site.close());
  beforeEach(async () => void (visit = await startVisit(browser, site.origin, { viewport })));
  afterEach(() => visit.end());

  it('are shown with their health, their last slots and how they did, the worst first', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs');
    const transfers = row(page, 'imports.transfers');
    await transfers.getByText('Failing').waitFor();
    await transfers.getByText('every 10 seconds').waitFor();
    expect((await names(page)).indexOf('imports.transfers')).toBeLessThan(
      (await names(page)).indexOf('matches.standings'),
    );
    await row(page, 'matches.standings')
      .getByText(/^\d+ ms → \d+ ms$/)
      .waitFor();
    await row(page, 'mail.digest').getByText('Paused').first().waitFor();
    expect(await row(page, 'sync.partners').getByText('System').count()).toBe(0);
    expect(await page.getByRole('row', { name: 'tracked-cron' }).count()).toBe(0);
    noViolations(visit);
  });

  it('are found by filters that stand in the address, and the back button undoes them', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs');
    await row(page, 'matches.standings').waitFor();
    await page.getByLabel('Group').selectOption('matches');
    await page.waitForURL(/group=matches/);
    await page.getByLabel('Text').fill('live sco');
    await row(page, 'matches.standings').waitFor({ state: 'detached' });
    expect(await names(page)).toEqual(['matches.live-scores']);
    expect(search(page)).toEqual({ group: 'matches', search: 'live sco' });
    await page.reload();
    await row(page, 'matches.live-scores').waitFor();
    expect(await page.getByLabel('Text').inputValue()).toBe('live sco');
    expect(await names(page)).toEqual(['matches.live-scores']);
    await page.goBack();
    await row(page, 'mail.digest').waitFor();
    expect(await page.getByLabel('Text').inputValue()).toBe('');
    await page.getByRole('button', { name: /Paused \d/ }).click();
    await page.waitForURL(/health=paused/);
    await row(page, 'matches.standings').waitFor({ state: 'detached' });
    expect(await names(page)).toEqual(['mail.digest']);
    await page.getByLabel('Text').fill('nothing is called so');
    await page.getByRole('button', { name: 'Show all jobs' }).click();
    await row(page, 'matches.standings').waitFor();
    expect(search(page)).toEqual({});
    await page.getByLabel('System jobs too').check();
    await page.waitForURL(/system=true/);
    await page.getByTitle('The library’s own').first().waitFor();
    noViolations(visit);
  });

  it('are sorted by any column, as the address says', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs?sort=jobName');
    await row(page, 'archive.season').waitFor();
    const byName = await names(page);
    expect(byName).toEqual([...byName].sort());
    await page.getByRole('columnheader', { name: 'Job' }).getByRole('button').click();
    await page.waitForURL(/sort=-jobName/);
    expect(await names(page)).toEqual([...byName].reverse());
    for (const heading of await page.getByRole('columnheader').getByRole('button').all()) {
      await heading.click();
      const sorted = page.locator('th[aria-sort]');
      expect(await sorted.innerText()).toContain((await heading.innerText()).split(' ')[0]);
    }
    await page.goBack();
    await page.goBack();
    noViolations(visit);
  });

  it('change without a reload, and stay where they are while somebody points at them', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs?sort=health');
    const standings = row(page, 'matches.standings');
    await standings.getByText('Healthy').waitFor();
    await page.locator('[data-freshness=live]').waitFor();
    const changed = page.getByText(/rder has changed/);
    const putInOrder = page.getByRole('button', { name: 'Put in order' });
    const pausedWhile = async (meanwhile: () => Promise<void>) => {
      await site.manager.pause('matches.standings', { reason: 'a trial', by: 'grace' });
      try {
        await standings.getByText('Paused').first().waitFor();
        await changed.waitFor();
        await meanwhile();
        await changed.waitFor({ state: 'detached' });
      } finally {
        await site.manager.resume('matches.standings', { by: 'grace' });
      }
      await pointAway(page);
      await standings.getByText('Healthy').waitFor();
    };
    await standings.hover();
    const before = await names(page);
    await pausedWhile(async () => {
      expect(await names(page)).toEqual(before);
      await putInOrder.hover();
      expect(await names(page)).toEqual(before);
      await putInOrder.click();
      await changed.waitFor({ state: 'detached' });
      expect(await names(page)).not.toEqual(before);
    });
    await standings.getByRole('link', { name: 'matches.standings' }).focus();
    await pausedWhile(async () => {
      await putInOrder.focus();
      await page.keyboard.press('Enter');
    });
    noViolations(visit);
  });

  it('have slots that tell what they were, by pointer and by arrow keys, and lead to their executions', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs?search=transfers');
    const strip = row(page, 'imports.transfers').locator('.slot-strip-link');
    await strip.focus();
    const words = page.locator('.slot-words');
    const newest = await words.innerText();
    expect(newest).toMatch(/\d\d:\d\d:\d\d: (failed|running|completed)/);
    await page.keyboard.press('ArrowLeft');
    expect(await words.innerText()).not.toBe(newest);
    const href = await strip.getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === href);
    expect(href).toMatch(/executions\/[0-9a-f-]{36}$/);
    noViolations(visit);
  });

  it('are paused and resumed together, which the audit tells', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator', 'jobs?sort=jobName');
    await page.getByLabel('Choose cache.warm').check();
    await page.getByLabel('Choose stats.players').check();
    await page.getByText('2 jobs chosen').waitFor();
    await page.getByRole('button', { name: 'Pause…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Which jobs').click();
    await dialog.getByText('cache.warm').waitFor();
    await dialog.getByLabel('Reason').fill('the cache moves');
    const button = dialog.getByRole('button', { name: 'Pause 2 jobs' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel(/Type 2 jobs/).fill('2 jobs');
    await button.click();
    await page.getByText('Paused 2 jobs.').waitFor();
    await row(page, 'cache.warm').getByText('Paused').first().waitFor();
    await row(page, 'stats.players').getByText('Paused').first().waitFor();
    const { items } = await site.manager.getAudit({ jobNames: ['cache.warm'] });
    expect(items[0]).toMatchObject({
      action: 'pause',
      outcome: 'done',
      by: 'operator of the site',
      reason: 'the cache moves',
    });

    await page.getByLabel('Choose cache.warm').check();
    await page.getByLabel('Choose matches.standings').check();
    await page.getByLabel('Choose stats.players').check();
    await page.getByRole('button', { name: 'Resume…' }).click();
    await dialog.getByText('1 job is not paused: nothing changes for it.').waitFor();
    await dialog.getByRole('button', { name: 'Resume 3 jobs' }).click();
    await page.getByText('Resumed 3 jobs.').waitFor();
    await row(page, 'cache.warm').getByText('Paused').first().waitFor({ state: 'detached' });
    noViolations(visit);
  });

  it('are triggered together, and those that were refused are told with why', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator', 'jobs?sort=jobName');
    await page.getByLabel('Choose stats.players').check();
    await page.getByLabel('Choose search.reindex').check();
    await page.getByRole('button', { name: 'Trigger…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 job is in flight and will be refused.').waitFor();
    await dialog.getByLabel(/Type 2 jobs/).fill('2 jobs');
    await dialog.getByRole('button', { name: 'Trigger 2 jobs' }).click();
    await page.getByRole('heading', { name: 'Triggered 1 job; 1 job refused.' }).waitFor();
    await dialog.getByText('search.reindex', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    const { items } = await site.manager.getHistory({ jobName: 'stats.players', trigger: 'manual' });
    expect(items).toHaveLength(1);
    noViolations(visit);
  });

  it('can’t be chosen by a viewer', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs');
    await row(page, 'matches.standings').waitFor();
    expect(await page.getByRole('row').getByRole('checkbox').count()).toBe(0);
    noViolations(visit);
  });

  it('show what is written in their definitions as text, whatever it is', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator', 'jobs?search=hostile');
    const hostile = row(page, 'odd.hostile');
    await hostile.getByText(HOSTILE).first().waitFor();
    await hostile.getByText(`javascript:document.title='hacked'`).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await page.getByLabel('Group').selectOption(HOSTILE);
    await page.waitForURL(/group=/);
    await hostile.waitFor();
    expect(await page.title()).not.toContain('hacked');
    noViolations(visit);
  });

  it.each(['light', 'dark'] as const)('have nothing that axe finds, in %s', async (colorScheme) => {
    const wide = await startVisit(browser, site.origin, {
      colorScheme,
      viewport,
    });
    await signIn(wide.page, site, 'operator', 'jobs');
    await row(wide.page, 'matches.standings').getByText(/ms → /).waitFor();
    expect(await axe(wide.page)).toEqual([]);
    await screenshot(wide.page, `jobs-${colorScheme}`);
    await wide.page.getByLabel('Choose all that are shown').check();
    await wide.page.getByRole('button', { name: 'Pause…' }).click();
    await wide.page.getByRole('dialog').waitFor();
    expect(await axe(wide.page)).toEqual([]);
    await screenshot(wide.page, `jobs-bulk-${colorScheme}`);
    noViolations(wide);
    await wide.end();
  });

  it('fit on a phone, which scrolls down only', async () => {
    const phone = await startVisit(browser, site.origin, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await signIn(phone.page, site, 'operator', 'jobs');
    await phone.page.getByRole('link', { name: 'imports.transfers', exact: true }).waitFor();
    const overflow = await phone.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await axe(phone.page)).toEqual([]);
    await screenshot(phone.page, 'jobs-phone');
    noViolations(phone);
    await phone.end();
  });
});

describe('a site without jobs', () => {
  it('is told what to write', async () => {
    const site = await startSite({ jobs: false });
    const visit = await startVisit(browser, site.origin);
    await signIn(visit.page, site, 'admin', 'jobs');
    await visit.page.getByText('@TrackedCron(').waitFor();
    await screenshot(visit.page, 'jobs-none');
    await visit.page.getByRole('link', { name: 'Show the library’s own' }).click();
    await visit.page.getByTitle('The library’s own').first().waitFor();
    noViolations(visit);
    await visit.end();
    await site.close();
  });
});

describe('500 jobs', () => {
  it('scroll, and only those in sight are in the page', async () => {
    const site = await startSite({ jobs: false });
    await registerMany(site.manager, 500);
    const visit = await startVisit(browser, site.origin, { viewport: { width: 1440, height: 900 } });
    const { page } = visit;
    await signIn(page, site, 'operator', 'jobs?sort=jobName');
    await row(page, 'many.job-0000').waitFor();
    await page.getByText('500 of').waitFor();
    const table = page.getByRole('region', { name: 'Jobs' });
    expect(await page.getByRole('row').count()).toBeLessThan(40);
    await table.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await row(page, 'many.job-0499').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(40);
    expect(await row(page, 'many.job-0000').count()).toBe(0);
    // by keyboard: the table takes the focus and scrolls
    await table.focus();
    await page.keyboard.press('Home');
    await row(page, 'many.job-0000').waitFor();
    await page.getByLabel('Choose all that are shown').check();
    await page.getByText('500 jobs chosen').waitFor();
    noViolations(visit);
    await visit.end();
    await site.close();
  });
});
