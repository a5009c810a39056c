import type { Browser, Locator, Page } from 'playwright-core';
import type { Role } from 'nestjs-tracked-cron/admin';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

/** Whoever looks lives where the clock shows another time than that of the jobs. */
const LOOKER = { timezoneId: 'Europe/Berlin', viewport: { width: 1440, height: 900 } };

let browser: Browser;
let site: Site;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  browser = await startChromium();
  site = await startSite();
});
afterAll(async () => {
  await site.close();
  await browser.close();
});
beforeEach(async () => {
  visit = await startVisit(browser, site.origin, LOOKER);
  page = visit.page;
});
afterEach(async () => {
  noViolations(visit);
  await visit.end();
});

async function open(role: Role, job: string, search = ''): Promise<void> {
  await signIn(page, site, role, `jobs/${job}${search}`);
  await page.getByRole('heading', { level: 1, name: job }).waitFor();
}

const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const dialog = (): Locator => page.getByRole('dialog');

async function chooseMore(item: string): Promise<void> {
  await button(/^More actions/).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** In production what stops something is typed by name. */
async function confirm(verb: string, subject?: string): Promise<void> {
  if (subject !== undefined) {
    expect(await dialog().getByRole('button', { name: verb, exact: true }).isDisabled()).toBe(true);
    await dialog().getByLabel('This is production').fill(subject);
  }
  await dialog().getByRole('button', { name: verb, exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
}

async function seenInAudit(action: string, ...words: string[]): Promise<void> {
  await page.getByRole('link', { name: 'Audit', exact: true }).click();
  let row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: action }) });
  for (const word of ['admin of the site', 'done', ...words]) row = row.filter({ hasText: word });
  await row.first().waitFor();
}

describe('actions', () => {
  it('triggers with parameters, and shows what the job says of those that are wrong', async () => {
    await open('admin', 'archive.season');
    await button('Trigger…').click();
    await dialog().getByLabel('Parameters').fill('{ "season": 1 ');
    await dialog().getByText('no JSON yet').waitFor();
    expect(await dialog().getByRole('button', { name: 'Trigger', exact: true }).isDisabled()).toBe(true);
    await dialog().getByLabel('Parameters').fill('{ "season": "last" }');
    await dialog().getByLabel('Reason').fill('a page test');
    await dialog().getByRole('button', { name: 'Trigger', exact: true }).click();
    await dialog().getByText('Write a season, such as 2026.').first().waitFor();
    await dialog().getByLabel('Parameters').fill('{ "season": 2026 }');
    await confirm('Trigger');
    await page.getByText('archive.season was started.').waitFor();
    await seenInAudit('trigger', 'a page test');
  });

  it('starts another one beside what runs only after it was said', async () => {
    await open('operator', 'search.reindex');
    await button('Trigger…').click();
    await dialog().getByText('in flight already').waitFor();
    expect(await dialog().getByRole('button', { name: 'Trigger', exact: true }).isDisabled()).toBe(true);
    await dialog().getByLabel('Start another one beside it').check();
    await confirm('Trigger');
    await page.getByRole('list', { name: 'In flight' }).getByRole('listitem').nth(1).waitFor();
  });

  it('cancels an execution that runs', async () => {
    await open('admin', 'search.reindex');
    const inFlight = page.getByRole('list', { name: 'In flight' }).getByRole('listitem');
    await inFlight.first().waitFor();
    const before = await inFlight.count();
    await inFlight
      .first()
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await dialog().getByLabel('Reason').fill('takes too long');
    await confirm('Cancel it', 'search.reindex');
    await inFlight.nth(before - 1).waitFor({ state: 'detached' });
    await seenInAudit('cancel', 'takes too long');
  });

  it('pauses with a reason until a time, changes that, and resumes', async () => {
    await open('admin', 'cache.warm');
    await button('Pause…').click();
    await dialog().getByLabel('How long').selectOption('For an hour');
    await dialog().getByLabel('Reason').fill('the cache moves');
    await confirm('Pause', 'cache.warm');
    await page.getByText(/Paused .* by admin of the site: the cache moves · until/).waitFor();
    await chooseMore('Change the pause…');
    await dialog().getByLabel('Reason').fill('it moves on');
    await confirm('Change the pause', 'cache.warm');
    await page.getByText('it moves on · until somebody resumes it').waitFor();
    await button('Resume…').click();
    await dialog().getByText('admin of the site paused it').waitFor();
    await confirm('Resume');
    await button('Pause…').waitFor();
    await seenInAudit('pause', 'the cache moves');
    await seenInAudit('resume');
  });

  it('skips the next slot, which it names by both clocks', async () => {
    await open('admin', 'stats.players');
    const { items } = await site.manager.getFires('stats.players', { limit: 1 });
    const slot = items[0].slot.toISOString().slice(11, 19);
    await chooseMore('Skip the next slot…');
    await dialog().getByText(slot).waitFor();
    await dialog().getByText('your clock').waitFor();
    await dialog().getByLabel('Reason').fill('no players today');
    await confirm('Skip it', 'stats.players');
    await page.getByText('Skips').getByText(slot).first().waitFor();
    await seenInAudit('skip-next', 'no players today');
  });

  it('backfills a past range after a look at its slots', async () => {
    await open('admin', 'stats.players');
    await chooseMore('Backfill…');
    await dialog().getByLabel(/^From/).fill('2026-11-25T06:00:00');
    await dialog().getByLabel(/^To/).fill('2036-11-25T06:00:00');
    await dialog().getByText('It has to lie in the past').waitFor();
    const day = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
    await dialog().getByLabel(/^From/).fill(`${day}T03:00:00`);
    await dialog().getByLabel(/^To/).fill(`${day}T05:00:00`);
    await dialog().getByText('2 slots, run one after another.').waitFor();
    await dialog().getByText('At their time: 2 completed').waitFor();
    await dialog().getByLabel('At most so many').fill('1');
    await dialog().getByText('more than the limit allows').waitFor();
    await dialog().getByLabel('At most so many').fill('10');
    await dialog().getByLabel('Reason').fill('goals were wrong');
    await confirm('Run them');
    await page.getByText('2 slots of stats.players will be run').waitFor();
    await seenInAudit('backfill', 'goals were wrong');
  });

  it('gives the focus back to where a dialog was opened from', async () => {
    await open('operator', 'cache.warm');
    await button('Trigger…').click();
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('Trigger…');
    await chooseMore('Skip the next slot…');
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('More');
  });

  it('offers a viewer nothing, and no audit', async () => {
    await open('viewer', 'search.reindex', '?tab=audit');
    await page.getByText('Not for your role').waitFor();
    const offered = page.getByRole('button', { name: /Trigger|Pause|Resume|More actions|Cancel|Edit|Reset/ });
    expect(await offered.count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Audit', exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Configuration', exact: true }).click();
    await page.getByRole('heading', { name: 'What can be changed' }).waitFor();
    expect(await offered.count()).toBe(0);
  });
});

async function focused(): Promise<string> {
  return page.evaluate<string>(`document.activeElement?.textContent ?? ''`);
}

describe('configuration', () => {
  const preview = () => page.getByRole('region', { name: 'Preview' });

  it('changes after a preview of what that comes to, and resets', async () => {
    await open('admin', 'matches.standings', '?tab=configuration');
    await button('Edit…').click();
    await dialog().getByLabel('Timeout').fill('45s');
    await dialog().getByLabel('Schedule').fill('61 * * * *');
    await preview().getByText('This could not be loaded').waitFor();
    expect(await dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await dialog().getByLabel('Schedule').fill('0 4 * * *');
    await preview()
      .getByRole('heading', { name: /^Due then/ })
      .waitFor();
    expect(
      await preview().getByRole('listitem').filter({ hasText: '04:00:00' }).count(),
    ).toBeGreaterThanOrEqual(10);
    await preview()
      .getByRole('row', { name: /Timeout none 45 s/ })
      .waitFor();
    await dialog().getByLabel('How long it holds').selectOption('For 24 hours');
    await dialog().getByLabel('Reason').fill('the feed is slow');
    await confirm('Apply');
    await page.getByText('Overridden', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^Timeout 45 s override none admin of the site/ }).waitFor();
    await page.getByRole('row', { name: /^Schedule 0 4 \* \* \* override \* \* \* \* \*/ }).waitFor();
    await page.getByText('at 04:00 every day').first().waitFor();
    await button('Reset… Timeout').click();
    await preview()
      .getByRole('row', { name: /Timeout 45 s none/ })
      .waitFor();
    await confirm('Reset');
    await page.getByRole('row', { name: /^Timeout none default none/ }).waitFor();
    await button('Reset everything…').click();
    await confirm('Reset');
    await page.getByText('Code', { exact: true }).waitFor();
    await seenInAudit('configure', 'the feed is slow');
  });

  it('says that somebody else was faster, and what they have set', async () => {
    await open('admin', 'imports.fixtures', '?tab=configuration');
    await button('Edit…').click();
    await dialog().getByLabel('Timeout').fill('45s');
    await preview().getByText('45 s').first().waitFor();
    await site.manager.configure(
      'imports.fixtures',
      { timeout: '10s' },
      { by: 'ada', reason: 'partner is slow' },
    );
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await dialog().getByText('Somebody else has changed this job meanwhile').waitFor();
    await dialog().getByText('Timeout is 10 s now, by ada: partner is slow').waitFor();
    expect((await site.manager.getJob('imports.fixtures')).options.timeout.value).toBe(10_000);
    await dialog()
      .getByRole('button', { name: /go on from there/ })
      .click();
    await confirm('Apply');
    await page.getByRole('row', { name: /^Timeout 45 s override/ }).waitFor();
  });
});
