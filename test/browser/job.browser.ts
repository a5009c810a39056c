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
const part = (name: string): Locator =>
  page.getByRole('navigation', { name: 'Parts of this job' }).getByRole('link', { name });
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
  await part('Audit').click();
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

  it('asks at once what a link in a message asks', async () => {
    await open('operator', 'archive.season', '?do=trigger');
    await page.getByRole('dialog', { name: 'Trigger archive.season' }).waitFor();
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
    expect(await part('Audit').count()).toBe(0);
    await part('Configuration').click();
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

describe('what is told', () => {
  it('explains the latest doubtful slot, and any instant that is asked about', async () => {
    const missed = await site.manager.getHistory({
      jobName: 'billing.close-month',
      status: ['missed'],
      limit: 1,
    });
    const slot = missed.items[0].scheduledAt!;
    await open('viewer', 'billing.close-month', `?at=${slot.toISOString()}`);
    const why = page.getByRole('region', { name: 'Why?' });
    await why.getByText('It was missed').waitFor();
    await why.getByRole('list', { name: 'Evidence' }).getByRole('listitem').first().waitFor();
    await why.getByText('Next:').waitFor();
    await why.getByRole('button', { name: /latest doubtful slot|Close/ }).click();
    await page.getByRole('region', { name: /^Why: (missed|skipped)|^Why is it late/ }).waitFor();
    await page.getByLabel('Why did it run, or not, at').fill('2026-11-25T06:00:07');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('list', { name: 'Slots around it' }).getByRole('button').first().click();
    await page.getByRole('list', { name: 'Slots around it' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('at')).toMatch(/^2026-11-25T05:00:00/);
    await page.goBack();
    await page.getByRole('list', { name: 'Slots around it' }).waitFor();
  });

  it('says of a job that is not there what may have become of it, and which it may have been', async () => {
    await signIn(page, site, 'viewer', 'jobs/matches.tables');
    await page.getByRole('heading', { level: 1, name: 'No job is called “matches.tables”' }).waitFor();
    await page.getByRole('link', { name: 'matches.standings' }).click();
    await page.getByRole('heading', { level: 1, name: 'matches.standings' }).waitFor();
  });

  it('shows what was written to do harm as the text that it is', async () => {
    const harm = `<img src=x onerror="document.title='harmed'">`;
    await site.manager.pause('imports.transfers', { reason: harm, by: harm });
    await open('admin', 'imports.transfers');
    await page.getByText(`by ${harm}: ${harm}`).waitFor();
    for (const tab of ['Executions', 'Failures', 'Audit']) {
      await part(tab).click();
      await page
        .getByText(/<b>Forbidden|<img src=x/)
        .nth(1)
        .waitFor();
    }
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toContain('harmed');
    await site.manager.resume('imports.transfers');
  });

  it('sees what others do without being loaded anew', async () => {
    await open('viewer', 'stats.players', '?tab=executions');
    await page.getByText('Live').first().waitFor();
    await page.getByRole('region', { name: 'Executions of stats.players' }).waitFor();
    await site.manager.pause('stats.players', { reason: 'season is over', by: 'grace' });
    await page.getByText('by grace: season is over').waitFor();
    await site.manager.triggerManually('stats.players', { by: 'grace' });
    await page.getByRole('button', { name: /\d+ new/ }).click();
    await page.getByRole('row').filter({ hasText: 'manual by grace' }).first().waitFor();
    await site.manager.resume('stats.players');
  });

  it('finds executions by their state, and a day on the calendar by keys', async () => {
    await open('viewer', 'imports.fixtures', '?tab=executions');
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'the partner is at its limit' }).first().waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Completed' }).count()).toBe(0);
    await page.goBack();
    await page.getByRole('row').filter({ hasText: 'Completed' }).first().waitFor();
    await part('Overview').click();
    const calendar = page.getByRole('region', { name: 'Calendar' });
    await calendar.locator('button[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    const said = await page.evaluate<string>(`document.activeElement.getAttribute('aria-label')`);
    await page.getByRole('status').getByText(said).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/^Created from/).waitFor();
    expect(new URL(page.url()).searchParams.get('tab')).toBe('executions');
  });

  it('shows when it would be due by another schedule, and what is wrong with one', async () => {
    await open('viewer', 'mail.digest', '?tab=schedule');
    await page.getByRole('region', { name: 'Due times by */5 * * * *' }).getByRole('row').nth(50).waitFor();
    await page.getByLabel('Expression').fill('30 3 * * *');
    await page.getByLabel('Time zone').fill('Europe/Riga');
    await page.getByRole('button', { name: 'Show when it would be due' }).click();
    const considered = page.getByRole('region', { name: 'Due times by 30 3 * * *' });
    await considered
      .getByText(/, 03:30:00/)
      .nth(49)
      .waitFor();
    await page.getByLabel('Expression').fill('30 3 * *');
    await page.getByRole('button', { name: 'Show when it would be due' }).click();
    await page
      .getByRole('alert')
      .getByText(/expression/i)
      .first()
      .waitFor();
    await page.goBack();
    await considered.waitFor();
  });
});

describe('without a mouse', () => {
  /** Tab until the focus is on what is called so. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const on = await page.evaluate<string>(
        `document.activeElement?.labels?.[0]?.textContent || document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || ''`,
      );
      if (name.test(on)) return;
    }
    throw new Error(`There is nothing called ${name} within 80 presses of Tab.`);
  }

  it('finds a job, triggers it, pauses it, cancels an execution and edits its timeout', async () => {
    await signIn(page, site, 'admin');
    const { keyboard } = page;
    await page.locator('body').press('/');
    await keyboard.type('archive.seas');
    await dialog().getByRole('option').first().waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'archive.season' }).waitFor();

    await tabTo(/^Trigger/);
    await keyboard.press('Enter');
    await tabTo(/^Parameters/);
    await keyboard.type('{ "season": 2024 }');
    await tabTo(/^Trigger$/);
    await keyboard.press('Enter');
    await page.getByText('archive.season was started.').waitFor();

    await tabTo(/^Pause/);
    await keyboard.press('Enter');
    await tabTo(/^This is production/);
    await keyboard.type('archive.season');
    await tabTo(/^Pause$/);
    await keyboard.press('Enter');
    await page.getByText('until somebody resumes it').first().waitFor();

    await page.locator('body').press('/');
    await keyboard.type('reindex');
    await dialog().getByRole('option').first().waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'search.reindex' }).waitFor();
    await tabTo(/^Cancel/);
    await keyboard.press('Enter');
    await tabTo(/^This is production/);
    await keyboard.type('search.reindex');
    await keyboard.press('Enter');
    await page.getByText('is told to stop').waitFor();

    await tabTo(/^Configuration$/);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What can be changed' }).waitFor();
    await tabTo(/^Edit/);
    await keyboard.press('Enter');
    await tabTo(/^Timeout/);
    await keyboard.press('Control+A');
    await keyboard.type('20m');
    await dialog()
      .getByRole('row', { name: /Timeout none 20 min/ })
      .waitFor();
    await tabTo(/^Apply$/);
    await keyboard.press('Enter');
    await page.getByRole('row', { name: /^Timeout 20 min override/ }).waitFor();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  /** Every part, and a heading that stands in it. */
  const TABS = {
    Overview: 'How it goes',
    Executions: 'Executions',
    Failures: 'What it fails by, in the last 7 days',
    Schedule: 'Due next',
    Configuration: 'What can be changed',
    Alerts: 'Thresholds',
    Audit: 'Who did what to it',
  };
  const everyTab = async (look: (tab: string) => Promise<void>) => {
    for (const [tab, heading] of Object.entries(TABS)) {
      await part(tab).click();
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      await page.locator('main .loading').first().waitFor({ state: 'detached' });
      await look(tab);
    }
  };

  beforeEach(async () => {
    await page.emulateMedia({ colorScheme });
    await open('admin', 'imports.transfers');
  });

  it('has nothing that axe finds, on any part', async () => {
    await everyTab(async (tab) => expect([tab, await axe(page)]).toEqual([tab, []]));
  }, 240_000);

  it('has nothing that axe finds in its dialogs', async () => {
    for (const [name, act] of DIALOGS) {
      await act();
      await dialog().waitFor();
      expect([name, await axe(page)]).toEqual([name, []]);
      await page.keyboard.press('Escape');
    }
  }, 240_000);

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await everyTab(async (tab) => {
      const beyond = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect([tab, beyond]).toEqual([tab, false]);
    });
  }, 240_000);
});

const DIALOGS: readonly (readonly [string, () => Promise<void>])[] = [
  ['trigger', () => button('Trigger…').click()],
  ['pause', () => button('Pause…').click()],
  ['skip', () => chooseMore('Skip the next slot…')],
  ['backfill', () => chooseMore('Backfill…')],
  [
    'edit',
    async () => {
      await part('Configuration').click();
      await button('Edit…').click();
    },
  ],
];
