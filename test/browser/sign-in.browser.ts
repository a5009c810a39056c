import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { GuardAccess, TokenAccess, type RolePrincipal } from 'nestjs-tracked-cron/admin';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { screenshot } from './support/screenshot.js';
import { enterToken, isAsked, isIn, signIn } from './support/sign-in.js';
import { startSite, TOKENS, type Site } from './support/site.js';
import { startStrippingProxy } from './support/stripping-proxy.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

let browser: Browser;
beforeAll(async () => void (browser = await startChromium()));
afterAll(() => browser.close());

describe('whoever opens the page', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => void (site = await startSite({ days: 1 })));
  afterAll(() => site.close());
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  it('is led to it from the mount path, and asked for a token', async () => {
    const { page } = visit;
    await page.goto(`${site.origin}/admin/cron-jobs`);
    await isAsked(page);
    expect(page.url()).toBe(site.url);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'sign-in');
    noViolations(visit);
  });

  it('is in with a token, stays so in this tab, and is asked again in another one', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator');
    await page.getByText('operator of the site').waitFor();
    await page.reload();
    await isIn(page);
    const other = await page.context().newPage();
    await other.goto(site.url);
    await isAsked(other);
    noViolations(visit);
  });

  it('is told that a token is not known, and may try again', async () => {
    const { page } = visit;
    await page.goto(site.url);
    await enterToken(page, 'a-token-of-nobody-here');
    await isAsked(page);
    await enterToken(page, TOKENS.viewer);
    await isIn(page);
    noViolations(visit);
  });

  it('signs out, and whoever signs in next is shown as who they are', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator');
    await page.getByRole('button', { name: /operator of the site/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await enterToken(page, TOKENS.viewer);
    await page.getByRole('button', { name: /viewer of the site/ }).waitFor();
    expect(await page.getByText('operator of the site').count()).toBe(0);
    noViolations(visit);
  });

  it('is in with a link, once, whose ticket is gone from the address', async () => {
    const link = site.link('admin');
    await visit.page.goto(link);
    await isIn(visit.page);
    await visit.page.getByText('admin of the site').waitFor();
    expect(visit.page.url()).not.toContain('ticket');
    const other = await startVisit(browser, site.origin);
    await other.page.goto(link);
    await other.page.getByText('good for one sign-in').waitFor();
    await isAsked(other.page);
    noViolations(visit);
    noViolations(other);
    await other.end();
  });

  it('finds every place of the page by its address, once in', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'jobs');
    const home = new URL('jobs', site.url).href;
    expect(page.url()).toBe(home);
    await page.goto(new URL('jobs/matches.live-scores', site.url).href);
    await isIn(page);
    expect(page.url()).toBe(new URL('jobs/matches.live-scores', site.url).href);
    noViolations(visit);
  });
});

describe('a token that runs out', () => {
  it('is asked for anew, where the person is', async () => {
    const expiring = 'a-token-of-few-seconds';
    const clock = { now: () => Date.now() + ahead };
    let ahead = 0;
    const access = new TokenAccess(
      [{ token: expiring, role: 'viewer', expiresAt: new Date(Date.now() + 3_600_000) }],
      {},
      clock,
    );
    const site = await startSite({ jobs: false, admin: { access } });
    const visit = await startVisit(browser, site.origin);
    const { page } = visit;
    await page.goto(new URL('jobs', site.url).href);
    await enterToken(page, expiring);
    await isIn(page);
    ahead = 3_600_001;
    await page.reload();
    await isAsked(page);
    expect(page.url()).toBe(new URL('jobs', site.url).href);
    noViolations(visit);
    await visit.end();
    await site.close();
  });
});

class CookieGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: { cookie?: string }; user?: string }>();
    request.user = /(?:^|; )session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    return request.user !== undefined;
  }
}

describe('a host that knows people by a cookie', () => {
  it('lets them in without a word, and says so to whom it does not know', async () => {
    const access = new GuardAccess(
      [new CookieGuard()],
      ({ user }: { user?: string }): RolePrincipal | null => (user ? { name: user, role: 'operator' } : null),
    );
    const site = await startSite({ jobs: false, admin: { access } });
    const visit = await startVisit(browser, site.origin);
    await visit.page.goto(site.url);
    await visit.page.getByText('does not know you').waitFor();
    await visit.page.context().addCookies([{ name: 'session', value: 'grace', url: site.origin }]);
    await visit.page.getByRole('button', { name: 'Try again' }).click();
    await isIn(visit.page);
    await visit.page.getByText('grace').first().waitFor();
    noViolations(visit);
    await visit.end();
    await site.close();
  });
});

describe('below prefixes that the page is not told of', () => {
  it('finds its files, the API and the gateway, behind a proxy that takes one off', async () => {
    const site = await startSite({ days: 0, prefix: 'api', admin: { path: 'internal/jobs' } });
    const proxy = await startStrippingProxy('/tools/cron', site.port);
    const visit = await startVisit(browser, proxy.origin);
    const sockets: string[] = [];
    visit.page.on('websocket', (socket) => void sockets.push(new URL(socket.url()).pathname));
    const url = `${proxy.origin}/tools/cron/api/internal/jobs/dashboard/`;
    await signIn(visit.page, { url }, 'viewer', 'jobs/matches.standings');
    expect(visit.page.url()).toBe(`${url}jobs/matches.standings`);
    await eventually(() => sockets.includes('/tools/cron/socket.io/'));
    await visit.page.getByText('Live', { exact: false }).first().waitFor();
    noViolations(visit);
    await visit.end();
    proxy.close();
    await site.close();
  });
});
