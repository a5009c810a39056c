import type { Browser } from 'playwright-core';
import { CronAlerts, webhookChannel, type Incident } from 'nestjs-tracked-cron/monitor';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { AlertListener } from '../support/alert-listener.js';
import { eventually } from '../support/eventually.js';
import { wrong } from '../support/judged.js';
import { ask, auditOf } from './support/ask.js';
import { axe } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { screenshot } from './support/screenshot.js';
import { signIn } from './support/sign-in.js';
import { startSite, type Site } from './support/site.js';
import { noViolations, startVisit, type Visit } from './support/visit.js';

/** Of a job that does not run while the tests do. */
const LONG_NAME =
  'reports.a-name-that-is-as-long-as-a-name-may-well-be-where-somebody-spells-out.what-it-does-and-for-whom-it-does-it';
const HOSTILE = 'the last 3 executions failed: <img src=x onerror="document.title=\'hacked\'">';

describe('the alerts', () => {
  let browser: Browser;
  let listener: AlertListener;
  let site: Site;
  let visit: Visit;

  beforeAll(async () => {
    browser = await startChromium();
    listener = await AlertListener.open();
    site = await startSite({
      days: 2,
      monitor: {
        channels: [webhookChannel({ name: 'hook', url: listener.address('hook') })],
        routes: [
          {
            name: 'money',
            when: { group: 'billing', severity: 'error' },
            channels: ['hook'],
            escalateAfter: '15m',
          },
          { name: 'rest', when: { severity: 'warning' }, channels: ['hook'] },
        ],
        quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' },
      },
    });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await listener.close();
  });
  beforeEach(async () => void (visit = await startVisit(browser, site.origin)));
  afterEach(() => visit.end());

  const alerts = () => site.app.get(CronAlerts, { strict: false });

  /** Something is wrong with a job, as the rules find it. */
  async function openIncident(jobName: string, group: string | null = null): Promise<Incident> {
    const at = Date.now();
    await site.app
      .get(IncidentDesk, { strict: false })
      .absorb([wrong(jobName, at, { message: HOSTILE, group })], new Date(at));
    const { items } = await alerts().getIncidents({ jobName });
    return items[0];
  }

  it('show an incident as it comes, acknowledged by who takes it up, on record and seen by everybody', async () => {
    const { page } = visit;
    await signIn(page, site, 'operator', 'alerts?jobName=stats.players');
    await page.getByText('No incident is open.').waitFor();
    const { id } = await openIncident('stats.players');
    const row = page.getByRole('row').filter({ hasText: 'stats.players' });
    await row.waitFor();
    await row.getByText('<img src=x').waitFor();
    expect(await page.getByRole('region', { name: 'Incidents' }).locator('img').count()).toBe(0);

    await row.getByRole('link', { name: 'stats.players' }).click();
    await page.getByRole('button', { name: 'Acknowledge…' }).click();
    await page.getByLabel('Reason').fill('on it');
    await page.getByRole('button', { name: 'I am on it' }).click();
    await page.getByText('By operator of the site: on it').waitFor();
    expect(await alerts().getIncident(id)).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'operator of the site',
    });
    expect((await auditOf(site, 'acknowledge'))[0]).toMatchObject({
      by: 'operator of the site',
      reason: 'on it',
      jobName: 'stats.players',
      outcome: 'done',
    });

    // what others do is seen without a reload
    await alerts().acknowledge(id, { by: 'grace', reason: 'mine now' });
    await page.getByText('By grace: mine now').waitFor();

    await page.getByRole('button', { name: 'Snooze…' }).click();
    await page.getByRole('button', { name: '1 hour' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
    await eventually(
      () => alerts().getIncident(id),
      (one) => one?.state === 'snoozed',
    );
    expect((await auditOf(site, 'snooze'))[0]).toMatchObject({ by: 'operator of the site', outcome: 'done' });

    await page.getByRole('button', { name: 'Resolve…' }).click();
    await page.getByLabel('Reason').fill('mended by hand');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('By operator of the site: mended by hand').waitFor();
    expect((await auditOf(site, 'resolve-incident'))[0]).toMatchObject({ reason: 'mended by hand' });
    expect(await page.getByRole('button', { name: 'Acknowledge…' }).count()).toBe(0);
    await page.goto(new URL('alerts?past=yes&jobName=stats.players', site.url).href);
    await page.getByRole('row').filter({ hasText: 'stats.players' }).getByText('Over').waitFor();
    noViolations(visit);
  });

  it('say what is wrong without pushing a table aside, on a phone', async () => {
    await openIncident(LONG_NAME, 'x'.repeat(80));
    await visit.end();
    visit = await startVisit(browser, site.origin, { viewport: { width: 360, height: 740 } });
    const { page } = visit;
    await signIn(page, site, 'operator', `alerts?jobName=${LONG_NAME}`);
    const card = page.getByRole('list', { name: 'Incidents' }).getByRole('listitem').first();
    await card.getByRole('link', { name: LONG_NAME }).waitFor();
    const wrongs = await card.getByText('the last 3 executions failed').boundingBox();
    expect(wrongs!.x + wrongs!.width).toBeLessThanOrEqual(360);
    await card.getByText('nobody').waitFor();
    const wide = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'alerts-phone');
  });

  it('never move a row: what is new is announced', async () => {
    const { page } = visit;
    await openIncident(LONG_NAME);
    await signIn(page, site, 'viewer', 'alerts');
    const rows = page.getByRole('region', { name: 'Incidents' }).getByRole('rowheader');
    await rows.filter({ hasText: LONG_NAME }).waitFor();
    const before = await rows.allInnerTexts();
    await openIncident('backup.verify');
    const news = page.getByRole('button', { name: /new.*show the list as it is now/ });
    await news.waitFor();
    expect((await rows.allInnerTexts()).slice(0, before.length)).toEqual(before);
    await news.click();
    await rows.filter({ hasText: 'backup.verify' }).waitFor();
    noViolations(visit);
  });

  it('open at once what a link in a message asks', async () => {
    const { page } = visit;
    const { id } = await openIncident('mail.digest');
    await signIn(page, site, 'operator', `alerts?incident=${id}&do=acknowledge`);
    await page.getByRole('dialog', { name: 'Acknowledge mail.digest' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Run again…' }).click();
    await page.getByRole('dialog', { name: 'Trigger mail.digest' }).waitFor();
    noViolations(visit);
  });

  it('send a test message that arrives, and say so', async () => {
    const { page } = visit;
    await signIn(page, site, 'admin', 'alerts?tab=try');
    const heard = () => listener.on('hook').filter(({ kind }) => kind === 'test').length;
    const already = heard();
    await page.getByRole('button', { name: 'To hook…' }).click();
    await page.getByLabel('Reason').fill('new hook');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('hook was told (test).').waitFor();
    expect(heard()).toBe(already + 1);
    expect((await auditOf(site, 'alert-test'))[0]).toMatchObject({
      by: 'admin of the site',
      reason: 'new hook',
    });
    noViolations(visit);
  });

  it('say what thresholds would have told of the last 30 days', async () => {
    const { page } = visit;
    const asked = { jobName: 'imports.transfers', alertThresholds: { consecutiveFailures: 1 } };
    const { told } = (await ask(site, 'admin', '/alerts/dry-run', asked)).body as { told: number };
    expect(told).toBeGreaterThan(0);
    await signIn(page, site, 'admin', 'alerts?tab=try');
    await page.getByLabel('What', { exact: true }).selectOption('thresholds');
    await page.getByLabel('Job', { exact: true }).fill('imports.transfers');
    await page.getByLabel('Failures in a row').fill('1');
    await page.getByRole('button', { name: 'What would it have told?' }).click();
    const words = await page.getByText(/^Would have told/).innerText();
    // the job goes on failing meanwhile
    const shown = words.startsWith('Would have told once') ? 1 : Number(/told (\d+) times/.exec(words)![1]);
    expect(shown).toBeGreaterThanOrEqual(told);
    expect(shown).toBeLessThanOrEqual(told + 2);
    await page
      .getByRole('region', { name: 'What would have been told' })
      .getByRole('rowheader')
      .first()
      .waitFor();
    noViolations(visit);
  });

  it('are muted by who may, shown with who and until when, and given back', async () => {
    const { page } = visit;
    await signIn(page, site, 'admin', 'alerts?tab=preferences');
    await page.getByText('The code decides alone.').waitFor();
    await page.getByRole('button', { name: 'Set a preference…' }).click();
    await page.getByLabel('Job', { exact: true }).fill('billing.*');
    await page.getByLabel('Until', { exact: true }).fill('2099-01-01T06:00');
    await page.getByLabel('Reason').fill('the books are closed');
    await page.getByRole('button', { name: 'Set it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'billing.*' });
    await row.getByText('nobody is told of billing.*').waitFor();
    await row.getByText(/admin of the site.*: the books are closed/).waitFor();
    expect((await auditOf(site, 'alert-preference'))[0]).toMatchObject({ by: 'admin of the site' });
    await row.getByRole('button', { name: /Give back/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.getByText('The code decides alone.').waitFor();
    noViolations(visit);
  });

  it('say who would be told of what, in words', async () => {
    const { page } = visit;
    await signIn(page, site, 'viewer', 'alerts?tab=routes');
    await page.getByText('error and worse, of the group billing').waitFor();
    await page.getByText('What nobody acknowledges within 15 min is told louder to hook.').waitFor();
    await page
      .getByText('Quiet from 22:00 every day, Europe/Riga, to 07:00, except for critical ones.')
      .first()
      .waitFor();
    await page.getByText('20 a minute, 100 an hour', { exact: false }).waitFor();
    noViolations(visit);
  });

  it('are nothing that a viewer acts on', async () => {
    const { page } = visit;
    const { id } = await openIncident('archive.season');
    await signIn(page, site, 'viewer', `alerts?incident=${id}&do=acknowledge`);
    await page.getByRole('heading', { level: 1, name: 'archive.season' }).waitFor();
    for (const name of ['Acknowledge…', 'Snooze…', 'Resolve…'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Run again…' }).count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await ask(site, 'viewer', `/alerts/${id}/ack`, {})).status).toBe(403);
    expect((await ask(site, 'operator', '/alerts/test', { channel: 'hook' })).status).toBe(403);
    await page.goto(new URL('alerts?tab=try', site.url).href);
    await page.getByText('Not for your role').waitFor();
    await page.goto(new URL('alerts?tab=preferences', site.url).href);
    await page.getByText('The code decides alone.').waitFor();
    expect(await page.getByRole('button', { name: 'Set a preference…' }).count()).toBe(0);
    noViolations(visit);
  });

  it.each(['light', 'dark'] as const)('have nothing that axe minds, in %s', async (colorScheme) => {
    await visit.end();
    visit = await startVisit(browser, site.origin, { colorScheme });
    const { page } = visit;
    const { id } = await openIncident('search.reindex');
    await signIn(page, site, 'admin', 'alerts');
    for (const tab of ['incidents', 'notifications', 'routes', 'preferences', 'try', 'analytics']) {
      await page.goto(new URL(`alerts?tab=${tab}`, site.url).href);
      await page.getByRole('navigation', { name: 'Alerts' }).waitFor();
      await page.waitForFunction(`document.querySelector('.loading') === null`);
      expect([tab, await axe(page)]).toEqual([tab, []]);
      await screenshot(page, `alerts-${tab}-${colorScheme}`);
    }
    await page.goto(new URL(`alerts?incident=${id}`, site.url).href);
    await page.getByRole('heading', { level: 1, name: 'search.reindex' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Snooze…' }).click();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, `incident-${colorScheme}`);
    noViolations(visit);
  });
});
