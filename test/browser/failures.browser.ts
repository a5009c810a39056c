import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { ask, auditOf } from './support/ask.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

interface Group {
  readonly fingerprint: string;
  readonly errorClass: string;
  readonly message: string;
  readonly frame: string | null;
  readonly state: string;
  readonly count: number;
}

describe('the failures', () => {
  let browser: Browser;
  let site: Site;
  let visit: Visit;
  /** The fault that transfers fail by now. */
  let fault: Group;

  const groups = async (query = '') =>
    ((await ask(site, 'viewer', `/reports/failures?limit=200${query}`)).body as { items: Group[] }).items;
  const failOnce = () => site.manager.triggerManually('imports.transfers').catch(() => {});

  beforeAll(async () => {
    browser = await startChromium();
    site = await startSite({ days: 2 });
    await failOnce();
    // of the past there is one without a frame
    fault = await eventually(
      async () => (await groups('&jobName=imports.transfers')).find(({ frame }) => frame !== null)!,
      (one) => one !== undefined,
      30_000,
    );
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  const rowOf = (errorClass: string, message: string) =>
    visit.page.getByRole('row').filter({ hasText: `${errorClass}: ${message}` });

  it.each(['light', 'dark'] as const)(
    'are those that the API has, in %s, with their words as text',
    async (colorScheme) => {
      await visit.end();
      visit = await startVisit(browser, site.origin, { colorScheme });
      const { page } = visit;
      await signIn(page, site, 'viewer', 'failures');
      const old = (await groups()).find(
        ({ errorClass, frame }) => errorClass === 'PermanentError' && frame === null,
      )!;
      expect(old.message).toContain('<b>');
      const row = rowOf('PermanentError', old.message);
      await row.waitFor();
      expect(await row.locator('strong').last().innerText()).toBe(String(old.count));
      expect(await page.getByRole('region', { name: 'Faults' }).locator('b').count()).toBe(0);
      expect(await axe(page)).toEqual([]);
      await screenshot(page, `failures-${colorScheme}`);
      await row.getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: /PermanentError/ }).waitFor();
      await page.getByRole('region', { name: 'Executions of this fault' }).waitFor();
      expect(await axe(page)).toEqual([]);
      await screenshot(page, `failure-${colorScheme}`);
      noViolations(visit);
    },
  );

  it('are narrowed down in the address, and back again by the browser', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'failures?group=imports');
    await rowOf('TransientError', 'the partner is at its limit').waitFor();
    expect(await rowOf('TimeoutError', 'took longer than 2 s').count()).toBe(0);
    await page.getByLabel('Text').fill('refused');
    await page.waitForURL(/search=refused/);
    await rowOf('PermanentError', fault.message).waitFor();
    await rowOf('TransientError', 'the partner is at its limit').waitFor({ state: 'detached' });
    await page.getByLabel('Text').fill('nobody ever said that');
    await page.getByText('Nothing failed.').waitFor();
    await page.goBack();
    await page.goBack();
    await rowOf('TransientError', 'the partner is at its limit').waitFor();
    expect(await page.getByLabel('Text').inputValue()).toBe('');
    await page.getByLabel('New since').selectOption('1h');
    await rowOf('PermanentError', fault.message).waitFor();
    expect(await rowOf('TransientError', 'the partner is at its limit').count()).toBe(0);
    await rowOf('PermanentError', fault.message).getByTitle('The executions that it ended').click();
    await page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor();
    expect(await page.getByLabel('Fingerprint of the error').inputValue()).toBe(fault.fingerprint);
    await page.getByRole('region', { name: 'Executions' }).getByText('refused our key').first().waitFor();
    noViolations(visit);
  });

  it('are resolved and ignored by who may, on record, and regressed when they come again', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator', `failures?fingerprint=${fault.fingerprint}`);
    await page.getByRole('button', { name: 'Ignore…' }).click();
    await page.getByLabel('Until').fill('2099-01-01T06:00');
    await page.getByLabel('Reason').fill('the partner knows');
    await page.getByRole('dialog').getByRole('button', { name: 'Ignore' }).click();
    await page.getByText(/Ignored until 1 Jan 2099.* by operator of the site: the partner knows/).waitFor();
    expect(await auditOf(site, 'ignore')).toMatchObject([
      { by: 'operator of the site', reason: 'the partner knows', outcome: 'done' },
    ]);
    await page.getByRole('button', { name: 'Resolve…' }).click();
    await page.getByLabel('Fixed in release').fill('2026.11.3');
    await page.getByLabel('Reason').fill('new key');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    expect(
      await eventually(
        () => auditOf(site, 'resolve'),
        ([entry]) => (entry as { outcome?: string } | undefined)?.outcome === 'done',
      ),
    ).toMatchObject([{ by: 'operator of the site', reason: 'new key', outcome: 'done' }]);
    // it is not fixed: the next execution ends by it again
    await eventually(failOnce, () => true);
    await page.getByText('Regressed').waitFor({ timeout: 30_000 });
    await page.getByText(/Had been resolved in 2026\.11\.3 by operator of the site: new key/).waitFor();
    noViolations(visit);
  });

  it('are nothing that a viewer decides about', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', `failures?fingerprint=${fault.fingerprint}`);
    await page.getByRole('heading', { level: 1, name: /PermanentError/ }).waitFor();
    for (const name of ['Resolve…', 'Ignore…'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    const refused = await ask(site, 'viewer', `/reports/failures/${fault.fingerprint}/resolve`, {});
    expect(refused.status).toBe(403);
  });

  it('are looked at by keyboard alone, on a phone too', async () => {
    await visit.end();
    visit = await startVisit(browser, site.origin, { viewport: { width: 360, height: 740 } });
    const { page } = visit;
    await signIn(page, site, 'operator', 'failures');
    const link = rowOf('PermanentError', fault.message).getByRole('link').first();
    await link.waitFor();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Resolve…' }).waitFor();
    await page.getByRole('button', { name: 'Resolve…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const wide = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide).toBeLessThanOrEqual(0);
    await screenshot(page, 'failure-phone');
    noViolations(visit);
  });

  it('are drawn fifty at a time, and more by keyboard', async () => {
    const { page } = visit;
    const faults = Array.from(
      { length: 60 },
      (_, nth) => `Fault${'ABCDEF'[Math.floor(nth / 10)]}${nth % 10}`,
    );
    let next = 0;
    await site.manager.register({
      name: 'many.faults',
      schedule: '@never',
      group: 'many',
      handler: () => {
        throw Object.assign(new Error('it broke'), { name: faults[next++] });
      },
    });
    while (next < faults.length) await site.manager.triggerManually('many.faults').catch(() => {});
    await eventually(
      () => groups('&group=many'),
      (all) => all.length === faults.length,
      30_000,
    );
    await signIn(page, site, 'operator', 'failures?group=many');
    const rows = page.getByRole('region', { name: 'Faults' }).getByRole('rowheader');
    await page.getByText('The first 50 of 60 faults.').waitFor();
    expect(await rows.count()).toBe(50);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show 10 more' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('All 60 faults.').waitFor();
    expect(await rows.count()).toBe(60);
    // the button is gone, and who pressed it is still there
    expect(await page.locator(':focus').innerText()).toBe('All 60 faults.');
    noViolations(visit);
  });
});
