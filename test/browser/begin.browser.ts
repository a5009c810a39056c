import type { Browser, Page } from 'playwright-core';
import { startChromium } from './support/chromium.js';
import { isAsked, isIn, signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

/** A job's: its own code and style, those that screens share, those of lists and of charts, and the part that draws them. */
const MOST_FILES = 10;

describe('what a screen asks first', () => {
  let browser: Browser;
  let site: Site;
  let visit: Visit;

  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), startSite({ days: 1 })]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  /** Requests since the page was opened last: of the API with their queries, and of files but the first. */
  function requestsOf(page: Page) {
    const asked: string[] = [];
    const files: string[] = [];
    page.on('request', (request) => {
      if (request.isNavigationRequest()) [asked.length, files.length] = [0, 0];
      const [, path = ''] = request.url().split('/admin/cron-jobs');
      if (!path.startsWith('/dashboard')) asked.push(path);
      else if (/\.(js|css)$/.test(path) && !/\/index-/.test(path)) files.push(path);
    });
    return { asked, files };
  }

  it.each([
    ['', ['/status', '/alerts']],
    ['jobs', ['/status']],
    ['jobs/matches.standings', ['/status', '/jobs/matches.standings']],
    ['failures', ['/reports/failures']],
    ['reports', ['/stats', '/reports/performance', '/reports/trends']],
    ['alerts', ['/alerts']],
    ['system', ['/instances']],
  ])('is asked, once and of few files, while it is asked who somebody is: of "%s"', async (path, first) => {
    const { page } = visit;
    await signIn(page, site, 'viewer', path);
    // what the first page still asked for while the next one comes would be taken for asked twice
    await page.goto('about:blank');
    const { asked, files } = requestsOf(page);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/session', async (route) => {
      await answered;
      await route.continue();
    });
    const begun = first.map((start) =>
      page.waitForRequest((request) => new URL(request.url()).pathname.endsWith(start)),
    );
    await page.goto(new URL(path, site.url).href);
    await Promise.all(begun);
    expect(await page.getByRole('navigation', { name: 'Screens' }).count()).toBe(0);
    answer();
    await isIn(page);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked.filter((one, at) => asked.indexOf(one) !== at)).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(MOST_FILES);
    expect(files.length).toBeGreaterThan(2);
    noViolations(visit);
  });

  it('is not asked where there is nothing to prove who somebody is', async () => {
    const { page } = visit;
    const { asked } = requestsOf(page);
    await page.goto(new URL('failures', site.url).href);
    await isAsked(page);
    expect(asked).toEqual(['/session']);
  });

  it('is asked after the link that somebody follows has let them in', async () => {
    const { page } = visit;
    const { asked } = requestsOf(page);
    await page.goto(site.link('viewer'));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(asked.slice(0, 2)).toEqual(['/session', '/session']);
    expect(asked).toContain('/status');
    noViolations(visit);
  });

  it('is not asked of a screen whose link somebody only points at, whose code is loaded', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'system');
    const { asked } = requestsOf(page);
    const code = page.waitForRequest(/\/failures\.screen-/);
    await page.getByRole('link', { name: 'Failures' }).hover();
    await code;
    await page.getByRole('link', { name: 'Failures' }).click();
    await page.getByRole('region', { name: 'Faults' }).waitFor();
    expect(asked.filter((path) => path.startsWith('/reports/failures'))).toHaveLength(1);
    noViolations(visit);
  });
});
