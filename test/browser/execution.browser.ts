import { TokenAccess } from 'nestjs-tracked-cron/admin';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { HOSTILE, MANY_LINES, registerExecutionJobs, type SteppedRun } from './support/execution-jobs.js';
import { screenshot } from './support/screenshot.js';
import { enterToken, isIn, signIn } from './support/sign-in.js';
import { startSite, TOKENS, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

const FRAMES = 60;
/** Of what takes a while where much else goes on. Milliseconds. */
const PATIENCE_MS = 180_000;

let browser: Browser;
let site: Site;
let steps: SteppedRun;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
  site = await startSite({ days: 0 });
  steps = await registerExecutionJobs(site.manager);
});
afterAll(async () => {
  await site.close();
  await browser.close();
});
beforeEach(async () => {
  visit = await startVisit(browser, site.origin);
  ({ page } = visit);
});
afterEach(() => visit.end());

type Triggered = Parameters<Site['manager']['triggerManually']>[1];

async function trigger(jobName: string, options: Triggered = {}): Promise<string> {
  const { executionId } = await site.manager.triggerManually(jobName, { by: 'ada', ...options });
  return executionId;
}

/** Starts a job and waits for its end. */
async function ended(jobName: string, options: Triggered = {}): Promise<string> {
  const id = await trigger(jobName, options);
  await eventually(
    () => site.manager.getExecution(id),
    (execution) => execution !== null && execution.completedAt !== null,
    PATIENCE_MS,
  );
  return id;
}

function panel(name: string) {
  return page.getByRole('region', { name, exact: true });
}

it('shows progress and log of what runs as they come, and cancels it', async () => {
  const id = await trigger('import.stepped', { reason: 'a trial' });
  await signIn(page, site, 'operator', `executions/${id}`);
  await page.getByText('a quarter of it').waitFor();
  await panel('Lines of the log').getByText('step one').waitFor();
  await page.getByText('Triggered (manual) by ada: a trial').waitFor();
  await page.evaluate("window.notReloaded = 'yes'");
  steps.next();
  await page.getByText('three quarters of it').waitFor();
  await panel('Lines of the log').getByText('step two').waitFor();
  expect(await page.getByRole('progressbar', { name: 'Progress' }).getAttribute('value')).toBe('0.75');
  expect(await axe(page)).toEqual([]);
  await screenshot(page, 'execution-running');

  await panel('What to do')
    .getByRole('button', { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^This is production/).fill('import.stepped');
  await dialog.getByRole('button', { name: 'Cancel it' }).click();
  await page.getByText('Somebody cancelled it', { exact: false }).waitFor();
  expect(await page.evaluate('window.notReloaded')).toBe('yes');
  const { items } = await site.manager.getAudit({ action: 'cancel' });
  expect(items[0]).toMatchObject({ by: 'operator of the site', executionId: id });
  noViolations(visit);
});

it('says of what failed why, where, and what helps, and runs it again with what it was given', async () => {
  const id = await ended('import.broken', { parameters: { season: 2026 } });
  await signIn(page, site, 'operator', `executions/${id}`);
  const todo = panel('What to do');
  await todo.getByText('Nothing answers at 10.0.0.7:5432', { exact: false }).waitFor();
  await todo.getByText('Safe: it may run again at any time.').waitFor();
  await todo.getByText('Nothing new is shown.').waitFor();
  expect(await todo.getByRole('link', { name: 'Runbook' }).getAttribute('href')).toBe(
    'https://runbooks.example.com/import',
  );
  const error = panel('Error');
  expect(await error.getByText('caused by').count()).toBe(2);
  await error.getByRole('region', { name: 'Own frames' }).getByText('execution-jobs').waitFor();
  await todo.getByRole('button', { name: 'Run again' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Parameters, as JSON').inputValue()).toContain('"season": 2026');
  await dialog.getByRole('button', { name: 'Trigger', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const newest = await eventually(
    async () => (await site.manager.getHistory({ jobName: 'import.broken', limit: 1 })).items[0]!,
    (execution) => execution.id !== id,
  );
  expect(newest).toMatchObject({ parameters: { season: 2026 }, triggeredBy: 'operator of the site' });
  await page.reload();
  await panel('Around it').getByRole('link', { name: /^Next/ }).waitFor();
  noViolations(visit);
});

it('takes what an error and a log say for text', async () => {
  const id = await ended('import.broken');
  await signIn(page, site, 'viewer', `executions/${id}`);
  await panel('Error').getByText(`The import failed: ${HOSTILE}`).waitFor();
  await panel('Lines of the log').getByText(HOSTILE).waitFor();
  expect(await page.title()).not.toBe('hacked');
  noViolations(visit);
});

it('offers nothing to do to who may only look', async () => {
  const id = await ended('import.broken');
  await signIn(page, site, 'viewer', `executions/${id}`);
  await panel('What to do').getByText('Safe:', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
});

it('shows each attempt of what was retried, with the waits between', async () => {
  const id = await ended('import.retried');
  await signIn(page, site, 'viewer', `executions/${id}`);
  await page.getByText('at its 3rd attempt', { exact: false }).waitFor();
  const timeline = panel('Timeline');
  for (const attempt of [1, 2, 3]) await timeline.getByText(`Attempt ${attempt} of 3 started`).waitFor();
  await timeline.getByText('the feed is away, 2').waitFor();
  await panel('Lines of the log').getByText('Attempt 3', { exact: true }).waitFor();
});

it('holds it against the last good run, and leads to that', async () => {
  const good = await ended('import.retried');
  const id = await ended('import.retried');
  await signIn(page, site, 'viewer', `executions/${id}`);
  const comparison = panel('Against the last good run');
  await comparison.getByRole('row', { name: /^Attempts 3 3/ }).waitFor();
  await comparison.getByRole('link').click();
  await page.waitForURL(`**/executions/${good}`);
});

describe('a log of a hundred thousand lines', () => {
  let id: string;
  beforeAll(async () => void (id = await ended('logs.many')), PATIENCE_MS);
  const lines = () => panel('Lines of the log');

  it(
    'scrolls from its first line to its last, drawing only what is in sight',
    async () => {
      await signIn(page, site, 'viewer', `executions/${id}`);
      await page.getByText(`${MANY_LINES.toLocaleString('en-GB')} lines`).waitFor({ timeout: PATIENCE_MS });
      await lines().getByText('line 1 of many').waitFor();
      await lines().focus();
      const work = await workOf(() => page.evaluate<void>(SCROLL_THROUGH));
      await page.keyboard.press('End');
      await lines().getByText(`line ${MANY_LINES} is a round one`).waitFor();
      expect(await lines().getByRole('listitem').count()).toBeLessThan(200);
      // a frame of 60 a second has 16 ms: it takes less, and twice that on a slow machine
      expect(work / FRAMES).toBeLessThan(33);
      noViolations(visit);
    },
    PATIENCE_MS,
  );

  it('leads to a line by its address, and marks it', async () => {
    await signIn(page, site, 'viewer', `executions/${id}?line=1.73210`);
    const row = page.locator('[data-line="1.73210"]');
    await row.waitFor();
    expect(await row.getAttribute('data-sought')).toBe('true');
    await lines().getByRole('link', { name: 'Line 73212 of attempt 1' }).click();
    await page.waitForURL('**?line=1.73212');
    expect(await page.locator('[data-line="1.73212"]').getAttribute('data-sought')).toBe('true');
  });

  it('shows only lines that are loud enough, and have a text, as the address says', async () => {
    await signIn(page, site, 'viewer', `executions/${id}`);
    await page.getByLabel('At least').selectOption('warn');
    await page.getByText('100 lines', { exact: true }).waitFor();
    await page.getByLabel('Text', { exact: true }).fill('line 42000');
    await page.keyboard.press('Enter');
    await page.getByText('1 line', { exact: true }).waitFor();
    expect(page.url()).toMatch(/level=warn&find=line\+42000$/);
    await page.reload();
    await lines().getByText('line 42000 is a round one').waitFor();
  });

  it('is saved as a file that no browser takes for anything else', async () => {
    await signIn(page, site, 'viewer', `executions/${id}`);
    const answered = page.waitForResponse(
      (response) => response.headers()['content-type']?.startsWith('text/plain') ?? false,
    );
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await answered).headers()['x-content-type-options']).toBe('nosniff');
    expect((await saved).suggestedFilename()).toBe(`${id}.log`);
  });
});

it('says what is hidden from a role, and does not ask for it', async () => {
  const tokens = [{ token: TOKENS.viewer, role: 'viewer', name: 'a viewer' }] as const;
  const access = new TokenAccess(tokens, { hide: { viewer: ['logs', 'parameters', 'error'] } });
  const hiding = await startSite({ days: 0, jobs: false, admin: { access } });
  await registerExecutionJobs(hiding.manager);
  const { executionId } = await hiding.manager.triggerManually('import.broken', {
    parameters: { key: 'secret-1' },
  });
  await eventually(
    () => hiding.manager.getExecution(executionId),
    (execution) => execution?.status === 'failed',
  );
  const look = await startVisit(browser, hiding.origin);
  const asked: string[] = [];
  look.page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await look.page.goto(new URL(`executions/${executionId}`, hiding.url).href);
  await enterToken(look.page, TOKENS.viewer);
  await isIn(look.page);
  await look.page.getByText('Hidden from your role').first().waitFor();
  await look.page.getByText('Your role is not shown what jobs log.').waitFor();
  const text = await look.page.locator('main').innerText();
  expect(text).not.toContain('secret-1');
  expect(text).not.toContain('10.0.0.7');
  expect(asked.filter((path) => path.endsWith('/logs'))).toEqual([]);
  noViolations(look);
  await look.end();
  await hiding.close();
});

it('says of an id that nothing has what that may mean', async () => {
  await signIn(page, site, 'viewer', 'executions/019aa000-0000-7000-8000-00000000dead');
  await page.getByText('There is no such execution.').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.locator('main').getByRole('link', { name: 'All executions' }).click();
  await page.waitForURL('**/executions');
});

it.each(['light', 'dark'] as const)(
  'is well for everybody, in the %s theme, on a phone too',
  async (colorScheme) => {
    const id = await ended('import.broken', { parameters: { season: 2026 } });
    const phone = await startVisit(browser, site.origin, {
      colorScheme,
      viewport: { width: 360, height: 740 },
    });
    await signIn(phone.page, site, 'operator', `executions/${id}`);
    await phone.page.getByText('Nothing answers at', { exact: false }).waitFor();
    expect(await axe(phone.page)).toEqual([]);
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await screenshot(phone.page, `execution-phone-${colorScheme}`);
    await phone.page.setViewportSize({ width: 1440, height: 900 });
    expect(await axe(phone.page)).toEqual([]);
    await screenshot(phone.page, `execution-${colorScheme}`);
    noViolations(phone);
    await phone.end();
  },
);

/** Runs in the page: scrolls by eight screens a frame. */
const SCROLL_THROUGH = `(async () => {
  const log = document.querySelector('[aria-label="Lines of the log"]');
  for (let frame = 0; frame < ${FRAMES}; frame += 1) {
    log.scrollTop += log.clientHeight * 8;
    await new Promise(requestAnimationFrame);
  }
})()`;

/** What the page's main thread does for it, in milliseconds of its own: whatever else the machine does. */
async function workOf(run: () => Promise<void>): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1_000;
  };
  const before = await spent();
  await run();
  return (await spent()) - before;
}
