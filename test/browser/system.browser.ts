import type { Browser, Page } from 'playwright-core';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { HOSTILE } from './support/odd-jobs.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

const TABS = ['instances', 'diagnosis', 'freezes', 'audit', 'storage', 'marks'];

let browser: Browser;
let site: Site;
let visit: Visit;
beforeAll(async () => {
  browser = await startChromium();
  site = await startSite({ days: 2 });
});
afterAll(async () => {
  await site.close();
  await browser.close();
});
beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
afterEach(() => visit.end());

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the system' }).getByRole('link', { name });

it('shows who executes, and leads from there to its executions', async () => {
  const { page } = visit;
  await signIn(page, site, 'viewer', 'system');
  const instance = page.getByRole('region', { name: 'All instances' }).getByRole('row').nth(1);
  await instance.getByText('Alive').waitFor();
  await instance.getByText('2026.11.3').waitFor();
  await instance.getByText(/valid for \d+ s/).waitFor();
  await page.getByText('All living instances run the same definitions.').waitFor();
  await page.getByText('Instances wanted').waitFor();
  const { items } = await site.manager.getInstances();
  await instance.getByRole('link').first().click();
  await page.waitForURL(new RegExp(`executions\\?instance=${items[0]!.id}`));
  noViolations(visit);
});

it('shows what is wrong with the recorder and what to do, and what was looked at', async () => {
  const { page } = visit;
  await signIn(page, site, 'viewer', 'system?tab=diagnosis');
  const { items, passed } = await site.manager.getDiagnosis();
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  for (const { code, remedy } of items) {
    const finding = page.getByRole('listitem').filter({ hasText: code }).first();
    await finding.getByText(remedy).waitFor();
  }
  expect(items.map(({ code }) => code)).toContain('JOBS_WITHOUT_INSTANCE');
  await page.getByText(passed[0]!.message).waitFor();
  noViolations(visit);
});

it('keeps the part in the address, and goes back to the one before', async () => {
  const { page } = visit;
  await signIn(page, site, 'admin', 'system');
  await page.getByRole('region', { name: 'All instances' }).waitFor();
  await tab(page, 'Storage').click();
  await page.waitForURL(/tab=storage/);
  await page.getByRole('region', { name: 'Tables' }).getByText('cron_job_executions').first().waitFor();
  await page.getByText('Completed and skipped kept for').waitFor();
  await page.goBack();
  await page.getByRole('region', { name: 'All instances' }).waitFor();
  noViolations(visit);
});

it('freezes a group, keeps it from starting, and ends that again: the audit tells of both', async () => {
  const { page } = visit;
  await signIn(page, site, 'admin', 'system?tab=freezes');
  await page.getByText('Nothing is frozen.').waitFor();
  await page.getByRole('button', { name: 'Freeze…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Group').selectOption('stats');
  await dialog.getByText('This is group stats of match-centre in production: 1 job now.').waitFor();
  await dialog.getByLabel('Reason').fill(`a release ${HOSTILE}`);
  const freeze = dialog.getByRole('button', { name: 'Freeze group stats' });
  expect(await freeze.isDisabled()).toBe(true);
  await dialog.getByLabel(/Type stats/).fill('stats');
  await freeze.click();
  await page.getByRole('rowheader', { name: 'Group stats' }).waitFor();
  await page.getByText(HOSTILE).waitFor();
  expect((await site.manager.getStatus('stats.players')).frozen).not.toBeNull();

  await page.getByRole('button', { name: 'Unfreeze…' }).click();
  await dialog.getByLabel(/Type stats/).fill('stats');
  await dialog.getByRole('button', { name: 'Unfreeze group stats' }).click();
  await page.getByText('Nothing is frozen.').waitFor();
  expect((await site.manager.getStatus('stats.players')).frozen).toBeNull();

  await tab(page, 'Audit').click();
  const audit = page.getByRole('region', { name: 'Entries of the audit' });
  await audit.getByRole('rowheader', { name: 'Unfreeze' }).waitFor();
  const entry = audit.getByRole('row').filter({ hasText: HOSTILE });
  await entry.getByText('admin of the site').first().waitFor();
  await entry.getByText('Done').first().waitFor();
  expect(await page.title()).not.toContain('hacked');
  noViolations(visit);
});

it('tells who did what, found by filters that stand in the address, a page at a time', async () => {
  const { page } = visit;
  for (let nth = 1; nth <= 60; nth++) {
    await site.manager.pause('mail.digest', { by: 'ada', reason: `trial ${nth}` });
  }
  await signIn(page, site, 'admin', 'system?tab=audit');
  const audit = page.getByRole('region', { name: 'Entries of the audit' });
  await audit.getByText('trial 60').waitFor();
  await page.getByRole('button', { name: 'Older' }).click();
  await audit.getByText('trial 10', { exact: true }).waitFor();
  expect(await audit.getByText('trial 60').count()).toBe(0);
  expect(page.url()).toContain('cursor=');
  await page.goBack();
  await audit.getByText('trial 60').waitFor();
  await page.getByLabel('What').selectOption('trigger');
  await page.getByLabel('Who').fill('grace');
  await page.keyboard.press('Enter');
  await audit.getByText('trial 60').waitFor({ state: 'detached' });
  await audit.getByRole('link', { name: 'archive.season' }).waitFor();
  // hers alone; those of others stand there until the second filter is answered
  await audit.getByRole('row').nth(2).waitFor({ state: 'detached' });
  expect(await audit.getByRole('row').count()).toBe(2);
  await page.reload();
  await audit.getByRole('link', { name: 'archive.season' }).waitFor();
  await page.getByLabel('Who').fill('nobody at all');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing on record matches these filters.').waitFor();
  noViolations(visit);
});

it('shows what was different before', async () => {
  const { page } = visit;
  const { version } = await site.manager.getJob('stats.players');
  await site.manager.configure(
    'stats.players',
    { timeout: '45s' },
    { by: 'ada', reason: 'slow', ifVersion: version },
  );
  await signIn(page, site, 'admin', 'system?tab=audit&action=configure');
  const entry = page.getByRole('region', { name: 'Entries of the audit' }).getByRole('row').nth(1);
  await entry.getByText(/^timeout: .*→ ?45000$/).waitFor();
  await entry.getByRole('link', { name: 'stats.players' }).waitFor();
  noViolations(visit);
});

it('shows neither the audit nor what only an admin can do to a viewer', async () => {
  const { page } = visit;
  await signIn(page, site, 'viewer', 'system?tab=freezes');
  await page.getByText('Nothing is frozen.').waitFor();
  expect(await tab(page, 'Audit').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Freeze…' }).count()).toBe(0);
  await tab(page, 'Storage').click();
  await page.getByRole('region', { name: 'Tables' }).waitFor();
  expect(await page.getByRole('button', { name: 'Scrub…' }).count()).toBe(0);
  await page.goto(new URL('system?tab=audit', site.url).href);
  await page.getByText('Not for your role').waitFor();
  noViolations(visit);
});

it('removes a text after showing what holds it', async () => {
  const { page } = visit;
  const secret = 'hunter22-secret';
  await site.manager.pause('mail.digest', { by: 'ada', reason: `the key is ${secret}` });
  await signIn(page, site, 'admin', 'system?tab=storage');
  await page.getByRole('button', { name: 'Scrub…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text').fill(secret);
  await dialog.getByLabel('Reason').fill('a key in a reason');
  const remove = dialog.getByRole('button', { name: 'Remove it' });
  await dialog.getByLabel(/Type production/).fill('production');
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'See what holds it' }).click();
  await dialog.getByText(/It is held by rows of holds \(\d+\), jobs \(1\)/).waitFor();
  expect((await site.manager.getStatus('mail.digest')).paused?.reason).toContain(secret);
  await remove.click();
  await page.getByText(/Removed from \d+ rows/).waitFor();
  expect((await site.manager.getStatus('mail.digest')).paused?.reason).toBe('the key is [scrubbed]');
  noViolations(visit);
});

it('tells what changed', async () => {
  const { page } = visit;
  await signIn(page, site, 'viewer', 'system?tab=marks');
  await page.getByText('Instance started').first().waitFor();
  await page.getByLabel('What', { exact: true }).selectOption('holds');
  await page.waitForURL(/kind=holds/);
  await page.getByText('Instance started').first().waitFor({ state: 'detached' });
  await page.getByText('Paused').first().waitFor();
  noViolations(visit);
});

it.each(['light', 'dark'] as const)('has nothing that axe finds in any part, in %s', async (colorScheme) => {
  const viewport = { width: 1440, height: 900 };
  const wide = await startVisit(browser, site.origin, { colorScheme, viewport });
  await site.manager.freeze({ group: 'stats', by: 'ada', reason: 'a release' });
  await signIn(wide.page, site, 'admin', 'system');
  for (const name of TABS) {
    await wide.page.goto(new URL(`system?tab=${name}`, site.url).href);
    await wide.page
      .getByText(/^As of/)
      .first()
      .waitFor();
    expect([name, await axe(wide.page)]).toEqual([name, []]);
    await screenshot(wide.page, `system-${name}-${colorScheme}`);
  }
  await site.manager.unfreeze({ group: 'stats', by: 'ada' });
  noViolations(wide);
  await wide.end();
});

it('fits on a phone, which scrolls down only', async () => {
  const phone = await startVisit(browser, site.origin, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  await signIn(phone.page, site, 'admin', 'system');
  for (const name of TABS) {
    await phone.page.goto(new URL(`system?tab=${name}`, site.url).href);
    await phone.page
      .getByText(/^As of/)
      .first()
      .waitFor();
    const overflow = await phone.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect([name, overflow <= 0]).toEqual([name, true]);
    expect([name, await axe(phone.page)]).toEqual([name, []]);
    await screenshot(phone.page, `system-${name}-phone`);
  }
  noViolations(phone);
  await phone.end();
});
