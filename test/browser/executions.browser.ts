import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { HOSTILE, registerExecutionJobs } from './support/execution-jobs.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

let browser: Browser;
let visit: Visit;
let page: Page;
beforeAll(async () => void (browser = await startChromium()));
afterAll(() => browser.close());

function rows() {
  return page.getByRole('region', { name: 'Executions' }).locator('tbody tr');
}

describe('executions of an application with a past', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ days: 1 });
    await registerExecutionJobs(site.manager);
  });
  afterAll(() => site.close());
  beforeEach(async () => {
    visit = await startVisit(browser, site.origin);
    ({ page } = visit);
  });
  afterEach(() => visit.end());

  it('are found by state and job, as the address says, and the back button takes it back', async () => {
    await signIn(page, site, 'viewer', 'executions');
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.waitForURL('**?status=failed');
    await page.getByLabel('Job', { exact: true }).fill('imports.transfers');
    await page.keyboard.press('Enter');
    await page.waitForURL('**?status=failed&jobName=imports.transfers');
    await eventually(async () => {
      const texts = await rows().allInnerTexts();
      return texts.length > 0 && texts.every((text) => /Failed[\s\S]*imports\.transfers/.test(text));
    });
    await page.getByLabel('Order').selectOption('Longest first');
    await page.waitForURL('**&sort=-duration');
    await page.goBack();
    await page.goBack();
    expect(new URL(page.url()).search).toBe('?status=failed');
    await page.getByRole('button', { name: 'Without filters' }).click();
    await eventually(
      () => page.getByRole('button', { name: 'Failed', pressed: true }).count(),
      (many) => many === 0,
    );
    noViolations(visit);
  });

  it('are counted as they come, and shown when somebody wants to see them', async () => {
    await signIn(page, site, 'viewer', 'executions?jobName=matches.live-scores');
    await rows().first().waitFor();
    const first = await rows().first().innerText();
    const news = page.getByRole('button', { name: /^\d+ new: show the list/ });
    await news.waitFor();
    expect(await rows().first().innerText()).toBe(first);
    await news.click();
    await eventually(
      () => rows().first().innerText(),
      (text) => text !== first,
    );
  });

  it('keep their place while their state changes', async () => {
    const { executionId } = await site.manager.triggerManually('import.stepped');
    await signIn(page, site, 'viewer', 'executions?status=running&jobName=import.stepped');
    await rows().getByText('Running').waitFor();
    await site.manager.cancel(executionId);
    await rows().getByText('changed since').waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('are paged through, there and back', async () => {
    await signIn(page, site, 'viewer', 'executions?jobName=matches.live-scores&to=2999-01-01');
    await rows().first().waitFor();
    const first = await rows().first().innerText();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL('**cursor=**');
    await eventually(
      () => rows().first().innerText(),
      (text) => text !== first,
    );
    await page.reload();
    await page.getByRole('button', { name: 'Newer' }).click();
    await eventually(
      () => rows().first().innerText(),
      (text) => text === first,
    );
  });

  it('are opened by keyboard, one after the other', async () => {
    await signIn(page, site, 'viewer', 'executions?jobName=matches.standings');
    await rows().first().waitFor();
    const links = rows().locator('th a');
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const target = await links.nth(1).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${target}`);
    await page.getByRole('heading', { level: 1, name: 'Execution of matches.standings' }).waitFor();
  });

  it('take a hostile error for text', async () => {
    await site.manager.triggerManually('import.broken');
    await signIn(page, site, 'viewer', 'executions?jobName=import.broken&status=failed');
    await rows().getByText(HOSTILE, { exact: false }).first().waitFor();
    expect(await page.title()).not.toBe('hacked');
    noViolations(visit);
  });

  it('say when none is like that, and what the API does not understand', async () => {
    await signIn(page, site, 'viewer', 'executions?tag=nobody-has-it');
    await page.getByText('No execution is like that.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(new URL('executions?instance=no-uuid', site.url).href);
    await page.getByText("Write an instance's id, a UUID", { exact: false }).first().waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'are well for everybody, in the %s theme, on a phone too',
    async (colorScheme) => {
      const phone = await startVisit(browser, site.origin, {
        colorScheme,
        viewport: { width: 360, height: 740 },
      });
      await signIn(phone.page, site, 'operator', 'executions');
      await phone.page.getByRole('table').waitFor();
      expect(await axe(phone.page)).toEqual([]);
      expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await screenshot(phone.page, `executions-phone-${colorScheme}`);
      await phone.page.setViewportSize({ width: 1440, height: 900 });
      await phone.page.getByText('More filters').click();
      expect(await axe(phone.page)).toEqual([]);
      await screenshot(phone.page, `executions-${colorScheme}`);
      noViolations(phone);
      await phone.end();
    },
  );
});

it('says of an application where nothing has run yet that it is so', async () => {
  const site = await startSite({ jobs: false });
  visit = await startVisit(browser, site.origin);
  ({ page } = visit);
  await signIn(page, site, 'viewer', 'executions');
  await page.getByText('Nothing has run yet.').waitFor();
  await visit.end();
  await site.close();
});
